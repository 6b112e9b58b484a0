package io.github.requestree.servlet;

import io.github.requestree.internal.OwnCode;
import io.github.requestree.sampling.ActiveProfile;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Follows one request through its dispatches. It opens a segment for each and ends the profile
 * once, whichever thread sees the end first. Thread-safe. Nothing here throws.
 *
 * <p>It is its own listener, as the attributes of a request may be gone when a container tells of
 * the end (UNDERTOW-1437). It is its own subject too, until the profile is worth one that lasts:
 * where requests are many, most end without it.
 */
final class RequestProfile implements AsyncListener, ActiveProfile.Subject {

  /**
   * The attribute of a request's profile, or of the filter that declined to make one. It has the
   * class itself in the name. So a copy of this library in another web application, reached by a
   * cross-context dispatch, keeps its own.
   */
  private static final String KEY = OwnCode.keyOf(RequestProfile.class);

  private static final AtomicIntegerFieldUpdater<RequestProfile> INSIDE =
      AtomicIntegerFieldUpdater.newUpdater(RequestProfile.class, "inside");

  private static final AtomicReferenceFieldUpdater<RequestProfile, @Nullable RequestSubject>
      LASTING =
          AtomicReferenceFieldUpdater.newUpdater(
              RequestProfile.class, RequestSubject.class, "lasting");

  private final FilterRuntime runtime;
  private final String method;
  private final String path;
  private final OptionalLong queuedNanos;
  private final boolean onDemand;
  private final short startWithinContext;
  private ActiveProfile active;
  private volatile @Nullable RequestSubject lasting;

  /** 1 if a thread is inside; further filters and dispatches below it only pass through. */
  private volatile int inside;

  private volatile boolean listening;
  private volatile boolean dispatchWouldShow;
  private volatile boolean redispatched;
  private volatile boolean timedOut;
  private volatile @Nullable Throwable asyncError;

  /** Copies from a request; {@link #start} begins its profile. */
  @SuppressWarnings("NullAway.Init")
  RequestProfile(
      FilterRuntime runtime,
      String method,
      String path,
      int startWithinContext,
      OptionalLong queuedNanos,
      boolean onDemand) {
    this.runtime = runtime;
    this.method = method;
    this.path = path;
    // What lasts is shorter than that.
    this.startWithinContext = (short) Math.min(startWithinContext, Short.MAX_VALUE);
    this.queuedNanos = queuedNanos;
    this.onDemand = onDemand;
    // The thread that makes it is inside, and nobody else knows it yet.
    INSIDE.lazySet(this, 1);
  }

  /** Returns the profile of this request, if it has one. */
  static @Nullable RequestProfile of(ServletRequest request) {
    return request.getAttribute(KEY) instanceof RequestProfile profile ? profile : null;
  }

  /** Returns the filter that decided about this request; null if none has. */
  static @Nullable ProfilingFilter owner(ServletRequest request) {
    Object left = request.getAttribute(KEY);
    return left instanceof RequestProfile profile
        ? profile.runtime.filter
        : left instanceof ProfilingFilter filter ? filter : null;
  }

  /** Notes in the request that it gets no profile, so that this is not decided again. */
  static void decline(ProfilingFilter owner, HttpServletRequest request) {
    request.setAttribute(KEY, owner);
  }

  /**
   * Starts a profile and notes it in the request; returns null if the profiler does not want it.
   */
  @Nullable RequestProfile start(HttpServletRequest request) {
    ActiveProfile begun = runtime.profiler.begin(this);
    if (begun == null) {
      return null;
    }
    active = begun;
    try {
      request.setAttribute(KEY, this);
      return this;
    } catch (RuntimeException | Error e) {
      // An attribute listener of the application threw, or memory is short: nobody would find this
      // profile again.
      active.finish();
      throw e;
    }
  }

  /**
   * Loads the classes that the listener needs. It may be called after the application was stopped,
   * when a class loader such as Tomcat's loads nothing any more.
   */
  static void load() {
    IOException any = new IOException();
    boolean unused = Failure.isClientGone(any, true) || Outcome.unknown(any).clientGone();
    Objects.requireNonNull(AsyncEvent.class);
    Objects.requireNonNull(RequestSubject.class);
  }

  /** Returns the facts copied from the request; made when they are first needed. Never waits. */
  @Override
  public RequestSubject lasting() {
    RequestSubject known = lasting;
    if (known != null) {
      return known;
    }
    RequestSubject made =
        new RequestSubject(method, path, startWithinContext, queuedNanos, runtime.answered);
    return LASTING.compareAndSet(this, null, made) ? made : Objects.requireNonNull(lasting);
  }

  @Override
  public String name() {
    return lasting().name();
  }

  @Override
  public boolean onDemand() {
    return onDemand;
  }

  /** Returns the id that the report will have. */
  String id() {
    return active.id();
  }

  /**
   * Opens a segment on the calling thread; returns false if the profile has ended or a thread is
   * inside. Both are quite usual: the error page of a request that was reported, a forward or
   * include.
   *
   * @param first whether the thread has made this just now, and so is inside already
   */
  boolean tryEnter(boolean first) {
    if (active.isFinished() || (!first && !INSIDE.compareAndSet(this, 0, 1))) {
      return false;
    }
    if (listening) {
      redispatched = true;
    }
    active.enterMarked();
    return true;
  }

  /**
   * Closes the segment of the calling thread.
   *
   * @return whether the request may go on without it
   */
  boolean leave(HttpServletRequest request) {
    boolean mayGoOn = true;
    try {
      mayGoOn = mayGoOn(request);
      if (mayGoOn) {
        active.leave();
      } else {
        active.leaveToEnd();
      }
    } catch (Throwable e) {
      runtime.filter.warnings.ownFailure("leaving the request", e);
    } finally {
      INSIDE.lazySet(this, 0);
    }
    return mayGoOn;
  }

  private boolean mayGoOn(HttpServletRequest request) {
    try {
      return listening || request.isAsyncStarted();
    } catch (Throwable e) {
      // Undertow and Liberty may have recycled a request that was completed under our feet.
      return true;
    }
  }

  /** Decides, after a segment, whether the request has ended. */
  void afterSegment(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Throwable thrown,
      boolean mayGoOn) {
    try {
      if (!mayGoOn && active.isFinished()) {
        return;
      }
      if (mayGoOn || !active.isTooShort()) {
        takeRoute(request);
        takeTrace(request);
      }
      if (thrown != null) {
        // Tomcat never calls onComplete after startAsync + throw, so nobody else would tell.
        finish(Outcome.threw(thrown, response));
      } else if (!awaitsAsync(request, response)) {
        finish(Outcome.returned(request, response));
      }
    } catch (RuntimeException | Error e) {
      // Without memory even this may fail, and it must not replace the application's exception.
      runtime.filter.warnings.ownFailure("deciding whether a request has ended", e);
      finish(Outcome.unknown(thrown));
    }
  }

  private void takeRoute(HttpServletRequest request) {
    try {
      // From Servlet 6.1 on an error page is a GET of its own path, with its own attributes.
      boolean errorDispatch = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) != null;
      RequestSubject subject = lasting();
      if (subject.wantsRoute(errorDispatch)) {
        subject.route(Route.of(request, subject.pathWithinContext()));
      }
      if (!errorDispatch) {
        subject.handler(HandlerName.of(request));
      }
    } catch (Throwable e) {
      runtime.filter.warnings.ownFailure("reading the route", e);
    }
  }

  /**
   * Takes the trace at the start too, as a filter outside of this one may have put it into the
   * logging context.
   */
  private void takeTrace(HttpServletRequest request) {
    try {
      active.takeTrace();
      if (active.knowsNoTrace()) {
        lasting().trace(TraceParent.of(request));
      }
    } catch (Throwable e) {
      runtime.filter.warnings.ownFailure("reading the trace", e);
    }
  }

  private boolean awaitsAsync(HttpServletRequest request, HttpServletResponse response) {
    if (listening) {
      // After an ASYNC dispatch isAsyncStarted() is false, yet onComplete is still to come.
      active.suspend();
      return true;
    }
    try {
      if (!request.isAsyncStarted()) {
        return false;
      }
      AsyncContext context = request.getAsyncContext();
      if (context == null) {
        return false;
      }
      // This comes first: the end may come from another thread as soon as there is a listener.
      active.suspend();
      dispatchWouldShow = !showsDispatch(request);
      context.addListener(this, request, response);
      listening = true;
      return true;
    } catch (IllegalStateException e) {
      // Completed under our feet; Undertow and Liberty recycle the request before we return.
      return false;
    }
  }

  private void finish(Outcome outcome) {
    try {
      if (lasting().outcome(outcome)) {
        if (outcome.isUpgrade()) {
          active.upgraded();
        } else {
          active.finish();
        }
      }
    } catch (Throwable e) {
      finishAnyhow();
      runtime.filter.warnings.ownFailure("ending a profile", e);
    }
  }

  /** Ends it without an outcome, for which there may be no memory. */
  private void finishAnyhow() {
    try {
      active.finish();
    } catch (Throwable again) {
      // The caller warns of the first failure.
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    try {
      // Each startAsync forgets the listeners of the one before.
      AsyncContext context = event.getAsyncContext();
      ServletRequest request = event.getSuppliedRequest();
      ServletResponse response = event.getSuppliedResponse();
      if (request == null || response == null) {
        context.addListener(this);
      } else {
        context.addListener(this, request, response);
      }
    } catch (Throwable e) {
      runtime.filter.warnings.ownFailure("listening to a second startAsync", e);
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    try {
      // The status is not final: the application, or an error dispatch, still decides.
      timedOut = true;
      active.awaitEnded("timeout");
    } catch (Throwable e) {
      runtime.filter.warnings.ownFailure("hearing of a timeout", e);
    }
  }

  /** Ends the profile if the client is gone: Jetty tells no more of a stream that was reset. */
  @Override
  public void onError(AsyncEvent event) {
    try {
      Throwable error = event.getThrowable();
      if (error != null && Failure.isClientGone(error, true)) {
        active.awaitEnded("client gone");
        finish(Outcome.clientGone(event.getSuppliedResponse()));
      } else {
        asyncError = error;
        active.awaitEnded("error");
      }
    } catch (Throwable e) {
      runtime.filter.warnings.ownFailure("hearing of an error", e);
    }
  }

  /**
   * Hands off and nothing else: it runs on the application's own thread (Jetty) or before the flush
   * (Tomcat).
   */
  @Override
  public void onComplete(AsyncEvent event) {
    Outcome outcome = Outcome.UNKNOWN;
    try {
      if (dispatchWouldShow && !redispatched && showsDispatch(event.getSuppliedRequest())) {
        lasting().dispatchUnseen();
      }
      outcome = Outcome.completed(event.getSuppliedResponse(), asyncError, timedOut);
    } catch (Throwable e) {
      runtime.filter.warnings.ownFailure("reading the end of an asynchronous request", e);
    }
    finish(outcome);
  }

  /**
   * Returns whether the request tells of a dispatch. Tomcat leaves these attributes with the
   * request when it is dispatched; Jetty does so when it goes asynchronous, and then they tell
   * nothing.
   */
  static boolean showsDispatch(@Nullable ServletRequest request) {
    return request != null && request.getAttribute(AsyncContext.ASYNC_REQUEST_URI) != null;
  }
}
