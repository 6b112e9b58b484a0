package io.github.requestree.httpclient;

import io.github.requestree.profile.SafeText;
import io.github.requestree.sampling.CurrentProfile;
import io.github.requestree.sampling.Profiler;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One call to another service, from its start until its answer. It is noted in the profile that the
 * starting thread works for. It may end on another thread; only its first end counts. Thread-safe.
 * Nothing here throws; outside a profile nothing is done.
 *
 * <p>The note has the method, the host, the port unless it is the scheme's own, and the path's
 * first segment or a template. It never has credentials, query, headers or body. Of the path it has
 * only parts that read like names.
 */
public final class RemoteCall {

  /** The kind of event that a call is noted as. */
  public static final String KIND = "http";

  private static final RemoteCall NONE = new RemoteCall(null, "", null, null);
  private static final int MAX_METHOD_CHARS = 20;
  private static final int SERVER_ERROR = 500;
  private static final Pattern STATUS = Pattern.compile("[1-9][0-9]{2}");

  private final @Nullable CurrentProfile profile;
  private final String method;
  private final @Nullable URI uri;
  private final @Nullable String template;
  private final long startNanos = System.nanoTime();
  private final AtomicBoolean ended = new AtomicBoolean();

  private RemoteCall(
      @Nullable CurrentProfile profile,
      String method,
      @Nullable URI uri,
      @Nullable String template) {
    this.profile = profile;
    this.method = method;
    this.uri = uri;
    this.template = template;
  }

  /**
   * Starts a call.
   *
   * @param method the HTTP method
   */
  public static RemoteCall start(String method, URI uri) {
    return start(method, uri, null);
  }

  /**
   * Starts a call whose path is given by a template.
   *
   * @param method the HTTP method
   * @param template the path with names for its variable parts, such as {@code /orders/{id}}; null
   *     if there is none
   */
  public static RemoteCall start(String method, URI uri, @Nullable String template) {
    try {
      CurrentProfile current = Profiler.current();
      return current.isActive() ? new RemoteCall(current.withPlace(), method, uri, template) : NONE;
    } catch (Throwable e) {
      // No memory for it: the call is made, and not noted.
      return NONE;
    }
  }

  /**
   * Starts a call of a client of {@code java.net.http}. A request that the client will refuse, null
   * included, is not noted.
   *
   * @param template as above
   */
  public static RemoteCall start(HttpRequest request, @Nullable String template) {
    CurrentProfile current = Profiler.current();
    if (!current.isActive()) {
      return NONE;
    }
    try {
      return new RemoteCall(current.withPlace(), request.method(), request.uri(), template);
    } catch (Throwable e) {
      // It may be null, or of any class; the client will report the error.
      return NONE;
    }
  }

  /** Returns whether the call will be noted: a profile is active, and there was memory for it. */
  public boolean isNoted() {
    return profile != null;
  }

  /**
   * Notes that the call was answered. A status of 500 or more counts as a failure.
   *
   * @param status the HTTP status
   */
  public void answered(int status) {
    if (profile != null) {
      end(outcome(Integer.toString(status), null));
    }
  }

  /** Notes that the call got no answer. */
  public void failed(Throwable failure) {
    if (profile != null) {
      end(outcome(null, failure));
    }
  }

  private void end(Map<String, String> attributes) {
    CurrentProfile current = profile;
    if (current == null || !ended.compareAndSet(false, true)) {
      return;
    }
    try {
      long nanos = System.nanoTime() - startNanos;
      current.note(KIND, text(method, uri, template), nanos, attributes);
    } catch (Throwable e) {
      // Stands between an application and its call; our failures must not reach them.
    }
  }

  /**
   * Returns the end of a call as attributes of its event: {@code status}, and {@code error} if it
   * failed. For code that notes calls itself.
   *
   * @param status the HTTP status; anything but a number is left out
   * @param failure the exception that was thrown; only the name of its class is taken, as its
   *     message may hold what was sent
   */
  public static Map<String, String> outcome(@Nullable String status, @Nullable Throwable failure) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (status != null && STATUS.matcher(status).matches()) {
      attributes.put("status", status);
      if (Integer.parseInt(status) >= SERVER_ERROR) {
        attributes.put("error", "HTTP " + status);
      }
    }
    if (failure != null) {
      attributes.put("error", name(failure));
    }
    return attributes;
  }

  private static String name(Throwable failure) {
    boolean wrapper =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    Throwable cause = failure.getCause();
    String name = (wrapper && cause != null ? cause : failure).getClass().getName();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * Returns the text of a call: {@code GET api.example.com/orders/{id}}. For code that notes calls
   * itself.
   *
   * @param uri null if it is not known
   * @param template as for {@link #start(String, URI, String)}
   */
  public static String text(String method, @Nullable URI uri, @Nullable String template) {
    StringBuilder text = new StringBuilder();
    text.append(SafeText.asciiWord(method, MAX_METHOD_CHARS)).append(' ');
    text.append(uri == null ? HostText.UNKNOWN : HostText.of(uri));
    String path = uri == null ? null : uri.getRawPath();
    if (template != null) {
      text.append(PathText.ofTemplate(template));
    } else if (path != null && !path.isEmpty()) {
      text.append(PathText.ofPath(path));
    }
    return text.toString();
  }
}
