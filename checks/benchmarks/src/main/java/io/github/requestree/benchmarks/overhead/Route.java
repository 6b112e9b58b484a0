package io.github.requestree.benchmarks.overhead;

import java.util.Locale;

/**
 * What the server is asked for, and how it is measured. The thousand threads of {@link #WAIT} come
 * last: profilers that look at all threads would meet them on the other routes too.
 */
public enum Route {
  /** About 5 ms of work; twice as many clients as cores. */
  CPU(2 * Runtime.getRuntime().availableProcessors(), 5, 1_200, 1_600, 58),
  /** Sleeps 20 ms. */
  SLEEP(100, 20, 1_200, 1_600, 58),
  /** Builds objects, waits as if for a query, renders JSON. */
  JSON(8, 5, 1_200, 1_600, 58),
  /** Waits 2 s. */
  WAIT(1_000, 2_000, 1_200, 2_000, 108);

  private static final int STEADY_RATE = 2_000;

  private final int clients;
  private final int spreadMillis;
  private final int settleMillis;
  private final int windowMillis;
  private final int quickSeconds;

  Route(int clients, int spreadMillis, int settleMillis, int windowMillis, int quickSeconds) {
    this.clients = clients;
    this.spreadMillis = spreadMillis;
    this.settleMillis = settleMillis;
    this.windowMillis = windowMillis;
    this.quickSeconds = quickSeconds;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String path() {
    return "/" + label();
  }

  /** How many requests there are at any time. */
  public int clients() {
    return clients;
  }

  /** Over what time the clients' first requests are spread, so that they keep out of step. */
  public int spreadMillis() {
    return spreadMillis;
  }

  /**
   * How long an arm runs before its window, once no request of the previous arm is left: long
   * enough that what a budget has saved up meanwhile is spent.
   */
  public int settleMillis() {
    return settleMillis;
  }

  /** How long is measured at a time. */
  public int windowMillis() {
    return windowMillis;
  }

  /** How long it may take in a quick run. */
  public int quickSeconds() {
    return quickSeconds;
  }

  /**
   * How many requests per second a load has that is to last without saturating the cores by their
   * number; 0 for as many as its clients get answered, which are fewer.
   */
  int steadyRate() {
    return this == SLEEP || this == JSON ? STEADY_RATE : 0;
  }

  /** Whether its clients keep all cores busy, so that cost shows per request and not in sum. */
  public boolean saturates() {
    return this == CPU || this == JSON;
  }

  /**
   * The route of this label.
   *
   * @throws IllegalArgumentException if there is none; it names those that are
   */
  public static Route of(String label) {
    return Named.find(values(), Route::label, label, "route");
  }
}
