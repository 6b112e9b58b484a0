package io.github.requestree.benchmarks.overhead;

import java.util.List;
import java.util.Locale;

/**
 * The routes that the server is asked for, and their measurement. The thousand threads of {@link
 * #WAIT} come last: profilers that look at all threads would meet them on the other routes too.
 */
public enum Route {
  /** About 5 ms of work; twice as many clients as cores. */
  CPU(2 * Runtime.getRuntime().availableProcessors(), 5, 1_200, 1_600, 58),
  /** Sleeps 20 ms. */
  SLEEP(100, 20, 1_200, 1_600, 58),
  /** Builds objects, waits as if for a query, renders JSON. */
  JSON(8, 5, 1_200, 1_600, 58),
  /**
   * Answers at once, for very many requests, but one in ten thousand sleeps 200 ms; asked for only
   * by its name.
   */
  MANY(16, 5, 1_200, 1_600, 58),
  /** Waits 2 s. */
  WAIT(1_000, 2_000, 1_200, 2_000, 108);

  private static final int STEADY_RATE = 2_000;
  private static final int RATE_OF_MANY = 20_000;

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

  /** Returns the number of requests at any time. */
  public int clients() {
    return clients;
  }

  /** Over what time the clients' first requests are spread, so that they keep out of step. */
  public int spreadMillis() {
    return spreadMillis;
  }

  /**
   * Returns the time that an arm runs before its window, once no request of the previous arm is
   * left. It is long enough that the savings of a budget are spent.
   */
  public int settleMillis() {
    return settleMillis;
  }

  /** Returns the length of a window. */
  public int windowMillis() {
    return windowMillis;
  }

  /** Returns the time for a quick run. */
  public int quickSeconds() {
    return quickSeconds;
  }

  /**
   * Returns the rate of a load that is to last without saturating the cores, in requests per
   * second. It is 0 for as many as the clients get answered, which are fewer.
   */
  int steadyRate() {
    return this == MANY ? RATE_OF_MANY : this == SLEEP || this == JSON ? STEADY_RATE : 0;
  }

  /**
   * Returns whether its clients keep all cores busy, so that cost shows per request and not in sum.
   */
  public boolean saturates() {
    return this == CPU || this == JSON || this == MANY;
  }

  /** Returns those that are measured unless others are asked for. */
  static List<Route> usual() {
    return List.of(CPU, SLEEP, JSON, WAIT);
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
