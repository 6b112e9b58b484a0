package io.github.requestree.micrometer;

import io.github.requestree.httpclient.RemoteCall;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.RequestReplySenderContext;
import io.micrometer.observation.transport.SenderContext;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The note of an observation.
 *
 * @param attributes as {@link RemoteCall#outcome} has them
 */
record ObservedNote(String kind, String text, Map<String, String> attributes) {

  private static final String OTHER = "observed";

  /** Stands for what we could not make out; its time is noted all the same. */
  static final ObservedNote NOT_READABLE = new ObservedNote(OTHER, "[not readable]", Map.of());

  private static final int MAX_NAME = 100;

  // Spring's names, then Micrometer's for Apache and OkHttp, then those of OpenTelemetry, of today
  // and before.
  private static final List<String> METHOD =
      List.of("method", "http.request.method", "http.method");
  private static final List<String> STATUS =
      List.of("status", "http.response.status_code", "http.status_code");
  private static final List<String> URL = List.of("http.url", "url.full");
  private static final List<String> TEMPLATE = List.of("uri", "url.template", "uri.template");
  private static final List<String> HOST =
      List.of("client.name", "target.host", "server.address", "net.peer.name", "host");
  private static final List<String> PORT = List.of("target.port", "server.port", "net.peer.port");
  private static final List<String> SCHEME = List.of("target.scheme", "url.scheme", "http.scheme");

  /** The methods of HTTP; the key {@code method} of an {@code @Observed} one is a Java method. */
  private static final Pattern HTTP_METHOD = Pattern.compile("[A-Z]{3,10}");

  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{Nd}_.#$ -]+");

  /** More digits in a row make an id rather than a name. */
  private static final Pattern NUMBER = Pattern.compile("\\p{Nd}{4}");

  /** Returns the note of one that has stopped. */
  static ObservedNote of(Observation.Context context) {
    return of(context, context.getAllKeyValues());
  }

  /**
   * Returns the note of one whose end was not seen; so says the attribute {@code end}, unless its
   * answer is there.
   */
  static ObservedNote soFar(Observation.Context context) {
    ObservedNote note =
        of(
            context,
            ReactiveCall.isOne(context)
                ? ReactiveCall.keyValues(context)
                : context.getAllKeyValues());
    if (isAnswered(context) || context.getError() != null) {
      return note;
    }
    Map<String, String> attributes = new LinkedHashMap<>(note.attributes());
    attributes.put("end", "not seen");
    return new ObservedNote(note.kind(), note.text(), attributes);
  }

  private static boolean isAnswered(Observation.Context context) {
    return context instanceof RequestReplySenderContext<?, ?> call && call.getResponse() != null;
  }

  private static ObservedNote of(Observation.Context context, KeyValues keyValues) {
    Map<String, String> values = new HashMap<>();
    for (KeyValue each : keyValues) {
      values.put(each.getKey(), each.getValue());
    }
    String name = context.getName();
    String method = first(values, METHOD);
    if (method != null
        && HTTP_METHOD.matcher(method).matches()
        && isClient(context, name == null ? "" : name)) {
      return new ObservedNote(
          RemoteCall.KIND,
          RemoteCall.text(method, target(values), template(values)),
          RemoteCall.outcome(first(values, STATUS), context.getError()));
    }
    return new ObservedNote(
        OTHER,
        text(name, context.getContextualName()),
        RemoteCall.outcome(null, context.getError()));
  }

  private static boolean isClient(Observation.Context context, String name) {
    // That of Apache's own module says so by its name alone.
    return name.startsWith("http.client")
        || (context instanceof SenderContext<?> sender && sender.getKind() == Kind.CLIENT);
  }

  /** Returns the target of the call; its path is right only if the whole address was observed. */
  private static @Nullable URI target(Map<String, String> values) {
    URI uri = uri(first(values, URL));
    if (uri != null && uri.getRawAuthority() != null) {
      return uri;
    }
    String host = first(values, HOST);
    String port = first(values, PORT);
    String scheme = first(values, SCHEME);
    boolean numeric = port != null && port.chars().allMatch(c -> c >= '0' && c <= '9');
    return host == null
        ? null
        : uri((scheme == null ? "http" : scheme) + "://" + host + (numeric ? ":" + port : ""));
  }

  private static @Nullable URI uri(@Nullable String text) {
    try {
      return text == null ? null : new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static @Nullable String template(Map<String, String> values) {
    String template = first(values, TEMPLATE);
    return template != null && template.indexOf('/') >= 0 ? template : null;
  }

  /** Returns the first of these that has a value; conventions write other keys if it has none. */
  private static @Nullable String first(Map<String, String> values, List<String> keys) {
    for (String key : keys) {
      String value = values.get(key);
      if (value != null
          && !value.isEmpty()
          && !value.equals(KeyValue.NONE_VALUE)
          && !value.equals("UNKNOWN")) {
        return value;
      }
    }
    return null;
  }

  /**
   * Returns the contextual name, which says more, such as {@code OrderService#load}; or the name,
   * if the contextual one may hold data. Some hold the whole address of a call.
   */
  private static String text(@Nullable String name, @Nullable String contextualName) {
    if (name != null && name.startsWith("jdbc.")) {
      // "query" alone would be taken for the statement.
      return name;
    }
    if (contextualName != null && isHarmless(contextualName)) {
      return contextualName;
    }
    return name == null ? OTHER : name;
  }

  private static boolean isHarmless(String name) {
    return name.length() <= MAX_NAME
        && WORDS.matcher(name).matches()
        && !NUMBER.matcher(name).find();
  }
}
