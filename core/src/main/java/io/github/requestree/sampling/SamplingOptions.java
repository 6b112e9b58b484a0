package io.github.requestree.sampling;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How threads are looked at, and when what is seen is told at once. Immutable and thread-safe.
 *
 * @param interval the mean gap between two looks at one thread, 100 us to 10 s
 * @param maxOverhead the share of one core that profiling may cost, 0.001 to 1
 * @param maxAge a profile older than this is reported as it is and let go, 1 s to 24 h
 * @param nonBlockingThreads names of threads that must never block, beside the event loops of
 *     Netty, Vert.x and Reactor; {@code *} stands for any characters; at most 100
 * @param blockedAfter a wait on such a thread is told of when it lasts this long, 1 ms to 1 h
 * @param stillRunningAfter a profile that has not ended after this time is reported as it is, and
 *     again whenever that time has doubled, until {@code maxAge}; 1 s to 24 h, or 0 for never
 */
public record SamplingOptions(
    Duration interval,
    double maxOverhead,
    Duration maxAge,
    List<String> nonBlockingThreads,
    Duration blockedAfter,
    Duration stillRunningAfter) {

  private static final Duration MIN_INTERVAL = Duration.ofNanos(100_000);
  private static final Duration MAX_INTERVAL = Duration.ofSeconds(10);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofHours(24);

  /** 1 ms, 2 %, 10 min, no further threads, 50 ms and 30 s. */
  public static final SamplingOptions DEFAULT =
      new SamplingOptions(
          Duration.ofMillis(1),
          0.02,
          Duration.ofMinutes(10),
          List.of(),
          Duration.ofMillis(50),
          Duration.ofSeconds(30));

  /**
   * @throws IllegalArgumentException if a value is out of range; it names the option, the value and
   *     what is accepted
   */
  public SamplingOptions {
    nonBlockingThreads = List.copyOf(nonBlockingThreads);
    require("interval", interval, "100us to 10s", within(interval, MIN_INTERVAL, MAX_INTERVAL));
    require(
        "maxOverhead",
        String.format(Locale.ROOT, "%s", maxOverhead),
        "0.001 to 1 (0.1% to 100%)",
        maxOverhead >= 0.001 && maxOverhead <= 1);
    require("maxAge", maxAge, "1s to 24h", within(maxAge, SECOND, DAY));
    require(
        "nonBlockingThreads",
        nonBlockingThreads,
        EventLoopNames.ACCEPTED,
        EventLoopNames.accepts(nonBlockingThreads));
    require(
        "blockedAfter",
        blockedAfter,
        "1ms to 1h",
        within(blockedAfter, Duration.ofMillis(1), Duration.ofHours(1)));
    require(
        "stillRunningAfter",
        stillRunningAfter,
        "1s to 24h, or 0",
        stillRunningAfter.isZero() || within(stillRunningAfter, SECOND, DAY));
  }

  /** The same with another interval. */
  public SamplingOptions withInterval(Duration value) {
    return new SamplingOptions(
        value, maxOverhead, maxAge, nonBlockingThreads, blockedAfter, stillRunningAfter);
  }

  /** The same with another share of one core. */
  public SamplingOptions withMaxOverhead(double value) {
    return new SamplingOptions(
        interval, value, maxAge, nonBlockingThreads, blockedAfter, stillRunningAfter);
  }

  /** The same with another age. */
  public SamplingOptions withMaxAge(Duration value) {
    return new SamplingOptions(
        interval, maxOverhead, value, nonBlockingThreads, blockedAfter, stillRunningAfter);
  }

  /** The same with other names of threads that must never block. */
  public SamplingOptions withNonBlockingThreads(List<String> values) {
    return new SamplingOptions(
        interval, maxOverhead, maxAge, values, blockedAfter, stillRunningAfter);
  }

  /** The same with another time after which such a thread counts as blocked. */
  public SamplingOptions withBlockedAfter(Duration value) {
    return new SamplingOptions(
        interval, maxOverhead, maxAge, nonBlockingThreads, value, stillRunningAfter);
  }

  /** The same with another time after which what still runs is reported. */
  public SamplingOptions withStillRunningAfter(Duration value) {
    return new SamplingOptions(
        interval, maxOverhead, maxAge, nonBlockingThreads, blockedAfter, value);
  }

  private static boolean within(Duration value, Duration least, Duration most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static void require(String option, Object value, String accepted, boolean ok) {
    if (!ok) {
      throw new IllegalArgumentException(option + " is " + value + ", but accepted is " + accepted);
    }
  }
}
