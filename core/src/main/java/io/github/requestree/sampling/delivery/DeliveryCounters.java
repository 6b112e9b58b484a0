package io.github.requestree.sampling.delivery;

/** What became of profiles that were worth a report. Thread-safe. */
public final class DeliveryCounters {

  public final Count reported = new Count();
  public final Count dropped = new Count();

  /** Reports of profiles that still ran. */
  public final Count stillRunning = new Count();

  /** Calls in which a sink threw. */
  public final Count sinkFailures = new Count();
}
