package io.github.requestree.servlet;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.sampling.ActiveProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The facts copied from a request, for the report. Thread-safe: the request's threads write while
 * the reporter may read. By then the container has long reused the request.
 */
final class RequestSubject implements ActiveProfile.Subject {

  private static final int MAX_METHOD = 32;
  private static final int MAX_PATH = 1_000;

  private static final int NOT_MODIFIED = 304;

  /** Stand for paths that lead to nothing and so are no routes: anyone can ask for a million. */
  private static final String NOT_FOUND = "[not found]";

  private static final String REFUSED = "[refused]";
  private static final String REDIRECTED = "[redirected]";

  private static final AtomicReferenceFieldUpdater<RequestSubject, @Nullable Outcome> OUTCOME =
      AtomicReferenceFieldUpdater.newUpdater(RequestSubject.class, Outcome.class, "outcome");

  private final String method;
  private final String path;
  private final int startWithinContext;
  private final OptionalLong queuedNanos;
  private final AnsweredPaths answered;
  private volatile @Nullable Outcome outcome;
  private volatile @Nullable Route route;
  private volatile @Nullable String handler;
  private volatile Surroundings.@Nullable Trace trace;
  private volatile boolean dispatchUnseen;

  /** The route, decided once, so that all counts of a request agree. */
  private @Nullable String finalRoute;

  RequestSubject(
      String method,
      String path,
      int startWithinContext,
      OptionalLong queuedNanos,
      AnsweredPaths answered) {
    this.method = SafeText.cut(method, MAX_METHOD);
    this.path = SafeText.cut(path, MAX_PATH);
    this.startWithinContext = Math.min(startWithinContext, this.path.length());
    this.queuedNanos = queuedNanos;
    this.answered = answered;
  }

  String pathWithinContext() {
    return startWithinContext == path.length() ? "/" : path.substring(startWithinContext);
  }

  /** Returns whether a route would still be taken: the first one stays, unless it was guessed. */
  boolean wantsRoute(boolean errorDispatch) {
    Route known = route;
    return known == null || (!known.named() && !errorDispatch);
  }

  void route(Route value) {
    Route known = route;
    if (known == null || value.named()) {
      route = value;
    }
  }

  /** Keeps the first handler that is known: an error page has one of its own. */
  void handler(@Nullable String value) {
    if (handler == null) {
      handler = value;
    }
  }

  void trace(Surroundings.@Nullable Trace value) {
    trace = value;
  }

  /** Takes the first outcome only, and returns whether it was this one. */
  boolean outcome(Outcome value) {
    return OUTCOME.compareAndSet(this, null, value);
  }

  void dispatchUnseen() {
    dispatchUnseen = true;
  }

  @Override
  public String name() {
    return method + " " + path;
  }

  @Override
  public Profile.Request request() {
    Outcome end = outcome;
    return end == null
        ? new Profile.Request(method, path, routeSoFar(route).pattern(), 0, null, handler)
        : new Profile.Request(
            method, path, finalRoute(end.status()), end.status(), end.failure(), handler);
  }

  private Route routeSoFar(@Nullable Route known) {
    return known == null ? Route.ofPath(pathWithinContext()) : known;
  }

  private synchronized String finalRoute(int status) {
    String decided = finalRoute;
    if (decided == null) {
      decided = decideRoute(status);
      finalRoute = decided;
    }
    return decided;
  }

  private String decideRoute(int status) {
    Route known = routeSoFar(route);
    String pattern = known.pattern();
    if (!known.fromPath()) {
      return pattern;
    }
    if (status >= 300 && status < 400 && status != NOT_MODIFIED) {
      return REDIRECTED;
    }
    if (status > 0 && status < 400) {
      answered.add(method, pattern);
    } else if (status >= 400 && status < 500 && !answered.contains(method, pattern)) {
      return status == 404 ? NOT_FOUND : REFUSED;
    }
    return pattern;
  }

  @Override
  public boolean failed() {
    return outcomeSoFar().failed();
  }

  @Override
  public @Nullable String route() {
    Route known = route;
    return known == null || known.fromPath() ? null : method + " " + known.pattern();
  }

  @Override
  public OptionalLong queuedNanos() {
    return queuedNanos;
  }

  @Override
  public Surroundings.@Nullable Trace trace() {
    return trace;
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>(2);
    if (outcomeSoFar().clientGone()) {
      notes.add("client gone");
    }
    if (dispatchUnseen) {
      notes.add("async dispatch not sampled: map the filter for ASYNC");
    }
    return notes;
  }

  private Outcome outcomeSoFar() {
    Outcome end = outcome;
    return end == null ? Outcome.UNKNOWN : end;
  }
}
