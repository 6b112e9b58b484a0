package io.github.requestree.sampling.delivery;

/** Counts profiles that were worth a report, by their fate. Thread-safe. */
public final class DeliveryCounters {

  public final Count reported = new Count();
  public final Count dropped = new Count();

  /** Reports of profiles that still ran. */
  public final Count stillRunning = new Count();

  /** Calls in which a sink threw. */
  public final Count sinkFailures = new Count();
}
