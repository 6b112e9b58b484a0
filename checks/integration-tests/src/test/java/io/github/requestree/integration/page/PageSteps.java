package io.github.requestree.integration.page;

import io.github.requestree.profile.ProfileFixture;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what each step on a page of 10,000 nodes costs: CPU time of the browser's main thread,
 * by its own clock of that thread. No test, since it says something of a machine too.
 */
final class PageSteps {
  private static final double MOST_MILLIS = 200;
  private static final int ROUNDS = 3;
  private static final Map<String, String> STEPS = steps();

  private PageSteps() {}

  /** Prints the median of each step; fails if one is above 200 ms. */
  public static void main(String[] arguments) throws IOException {
    boolean fast = true;
    try (Browser browser = Browser.open()) {
      browser.command("Performance.enable", Map.of("timeDomain", "threadTicks"));
      browser.show(ProfileFixture.request("GET", "/random", ProfileFixture.randomTree(7, 10_000)));
      Map<String, double[]> millis = new LinkedHashMap<>();
      for (int round = 0; round < ROUNDS; round++) {
        for (Map.Entry<String, String> step : STEPS.entrySet()) {
          millis.computeIfAbsent(step.getKey(), name -> new double[ROUNDS])[round] =
              millis(browser, step.getValue());
        }
      }
      for (Map.Entry<String, double[]> step : millis.entrySet()) {
        Arrays.sort(step.getValue());
        double median = step.getValue()[ROUNDS / 2];
        fast &= median < MOST_MILLIS;
        System.out.printf("%-20s %4.0f ms%n", step.getKey(), median);
      }
    }
    System.exit(fast ? 0 : 1);
  }

  private static double millis(Browser browser, String step) {
    double before = taskMillis(browser);
    browser.runAsync(
        step
            + "; requestAnimationFrame(() => requestAnimationFrame("
            + "arguments[arguments.length - 1]))");
    return taskMillis(browser) - before;
  }

  private static double taskMillis(Browser browser) {
    List<?> metrics = (List<?>) browser.command("Performance.getMetrics", Map.of()).get("metrics");
    for (Object metric : metrics) {
      Map<?, ?> entry = (Map<?, ?>) metric;
      if ("TaskDuration".equals(entry.get("name"))) {
        return 1000 * ((Number) entry.get("value")).doubleValue();
      }
    }
    throw new IllegalStateException("the browser has no such metric");
  }

  private static Map<String, String> steps() {
    Map<String, String> steps = new LinkedHashMap<>();
    steps.put("flame graph", click("tab-flame"));
    steps.put("search in it", searchFor("orderdao"));
    steps.put(
        "zoom",
        "document.querySelectorAll('#flame-graph g')[20]"
            + ".dispatchEvent(new MouseEvent('click', {bubbles: true}))");
    steps.put("zoom out", click("zoom-out"));
    steps.put("invert", click("invert"));
    steps.put("invert back", click("invert"));
    steps.put("hot methods", click("tab-hot"));
    steps.put("call tree", click("tab-tree"));
    steps.put("search there", searchFor("arraylist"));
    steps.put(
        "next found",
        "document.getElementById('search').dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter'}))");
    steps.put("all frames", click("all-frames"));
    steps.put("open all", "tree.openAll(tree.root)");
    steps.put("lines again", click("all-frames"));
    return steps;
  }

  private static String click(String id) {
    return "document.getElementById('" + id + "').click()";
  }

  private static String searchFor(String text) {
    return "const field = document.getElementById('search'); field.value = '"
        + text
        + "'; field.dispatchEvent(new Event('input'))";
  }
}
