package io.github.requestree.example;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way to its answer, with the time each step took. It passes from thread to
 * thread, one at a time; only whether it has been answered is asked by several at once.
 */
final class Exchange {

  /** Far beyond any wait: ten stalled requests at the largest scale must not run into it. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Scale scale;
  private final String path;
  private final long startNanos = System.nanoTime();
  private final Map<String, Lap> laps = new LinkedHashMap<>();
  private final AtomicBoolean answered = new AtomicBoolean();
  private long lapStartNanos = startNanos;
  private @Nullable AsyncContext async;

  Exchange(HttpServletRequest request, HttpServletResponse response, Scale scale) {
    this.request = request;
    this.response = response;
    this.scale = scale;
    this.path = request.getServletPath();
  }

  /** Returns so many seconds, made longer or shorter as the request asked. */
  Duration seconds(double seconds) {
    return scale.of(seconds);
  }

  /** Returns so many of something, more or fewer as the request asked; no more than there are. */
  int scaled(int most) {
    return (int) Math.min(most, most * scale.factor());
  }

  /** Returns a scale for another request, within the accepted range. */
  double scale(double times) {
    // Rounded: 0.1 of 0.1 would have more digits than a scale may have.
    double factor = Math.round(times * scale.factor() * 1e6) / 1e6;
    return Math.max(0.001, Math.min(10, factor));
  }

  /** Returns whether a parameter of the request is true. */
  boolean flag(String name) {
    return Boolean.parseBoolean(request.getParameter(name));
  }

  /** Returns the port that this service listens on. */
  int port() {
    return request.getLocalPort();
  }

  /** Names the work since the last lap; laps of the same name add up. */
  void lap(String what) {
    long now = System.nanoTime();
    String thread = Thread.currentThread().getName();
    laps.merge(what, new Lap(now - lapStartNanos, thread), Lap::plus);
    lapStartNanos = now;
  }

  /** Lets the request outlive its thread from now on, until it is answered. */
  void startAsync() {
    AsyncContext started = request.startAsync();
    started.setTimeout(TIMEOUT.toMillis());
    started.addListener(
        new AsyncEnd() {
          @Override
          void timedOut() {
            send(HttpServletResponse.SC_SERVICE_UNAVAILABLE, new Answer.Failure("timed out"));
          }

          @Override
          void ended() {
            // The container may lend the response to another request now: nobody writes to it.
            answered.set(true);
          }
        });
    async = started;
  }

  /** Returns a step for another thread; the request is answered even if the step fails. */
  Runnable task(Route.Handler step) {
    return () -> {
      try {
        step.handle(this);
      } catch (Exception | Error e) {
        fail(e);
      }
    };
  }

  void answer() {
    answer(null);
  }

  /** Answers with the laps, and with the route's result. */
  void answer(@Nullable Object result) {
    double total = millis(System.nanoTime() - startNanos);
    List<Answer.Lap> all = new ArrayList<>();
    laps.forEach((what, lap) -> all.add(new Answer.Lap(what, millis(lap.nanos), lap.thread)));
    send(HttpServletResponse.SC_OK, new Answer(path, scale.factor(), total, all, result));
  }

  /** Answers that the request failed; the reason is for the log, not for the client. */
  void fail(Throwable why) {
    if (answered.get()) {
      LOG.debug("{} failed after its answer", path, why);
    } else if (why instanceof InterruptedException || why instanceof RejectedExecutionException) {
      send(HttpServletResponse.SC_SERVICE_UNAVAILABLE, new Answer.Failure("stopping"));
    } else {
      LOG.error("{} failed", path, why);
      send(HttpServletResponse.SC_INTERNAL_SERVER_ERROR, new Answer.Failure("internal error"));
    }
  }

  private void send(int status, Object body) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    try {
      Json.send(response, status, body);
    } catch (IOException e) {
      LOG.debug("the client of {} is gone", path, e);
    } finally {
      if (async != null) {
        async.complete();
      }
    }
  }

  private static double millis(long nanos) {
    long micros = nanos / 1_000;
    return micros / 1_000.0;
  }

  private record Lap(long nanos, String thread) {
    Lap plus(Lap next) {
      return new Lap(nanos + next.nanos, next.thread);
    }
  }
}
