package org.springframework.samples.shop;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Waits for the end of an observed call: a reactive client tells of it on its own thread, after the
 * answer is there. Handlers hear of an end in reverse order, so the first one is told last.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class ClientCalls implements ObservationHandler<Observation.Context> {

  private final Semaphore ended = new Semaphore(0);

  @Override
  public boolean supportsContext(Observation.Context context) {
    // Asked before it has a name.
    return true;
  }

  @Override
  public void onStop(Observation.Context context) {
    if (String.valueOf(context.getName()).startsWith("http.client")) {
      ended.release();
    }
  }

  /** Forgets the calls so far. */
  void forget() {
    ended.drainPermits();
  }

  /** Returns once a call has ended that was not forgotten. */
  void await() {
    try {
      if (!ended.tryAcquire(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no call has ended");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
