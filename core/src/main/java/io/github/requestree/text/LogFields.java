package io.github.requestree.text;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Repeats the figures of a report for machines. Stateless. */
final class LogFields {

  private static final int MAX_CHARS = 200;

  private LogFields() {}

  /**
   * @param finding what is slow, in a sentence; empty if nothing stands out
   */
  static Map<String, Object> of(Profile profile, String finding) {
    Map<String, Object> values = new LinkedHashMap<>();
    Profile.Request request = profile.request();
    if (request == null) {
      values.put("profile.name", printable(profile.name()));
    } else {
      values.put("http.request.method", printable(request.method()));
      values.put("http.route", printable(request.route()));
      if (request.status() != 0) {
        values.put("http.response.status_code", request.status());
      }
      if (request.handler() != null) {
        values.put("code.function.name", printable(request.handler()));
      }
    }
    values.put("profile.duration_ms", millis(profile.durationNanos()));
    if (!finding.isEmpty()) {
      values.put("profile.finding", printable(finding));
    }
    if (profile.cpuNanos().isPresent()) {
      values.put("profile.cpu_ms", millis(profile.cpuNanos().getAsLong()));
    }
    if (profile.sampling().unclockedNanos() > 0) {
      values.put("profile.cpu_unknown_for_ms", millis(profile.sampling().unclockedNanos()));
    }
    if (profile.stillRunning()) {
      values.put("profile.still_running", true);
    }
    values.put("profile.walks", profile.sampling().walks());
    values.put("profile.id", printable(profile.id()));
    for (Map.Entry<String, String> tag : profile.tags().entrySet()) {
      // A space in a key would end it where a layout prints key=value.
      values.put(
          "profile.tag." + printable(tag.getKey()).replace(' ', '?'), printable(tag.getValue()));
    }
    Surroundings.Trace trace = profile.surroundings().trace();
    if (trace != null) {
      values.put("trace_id", printable(trace.traceId()));
      if (!trace.spanId().isEmpty()) {
        values.put("span_id", printable(trace.spanId()));
      }
    }
    if (profile.baseline() != null) {
      values.put("profile.usual_ms", millis(profile.baseline().medianNanos()));
    }
    if (profile.totals() != null) {
      addTotals(profile.totals(), values);
    }
    Map<String, ReportHead.Sum> sums = EventSummary.byKind(profile.events());
    addEvents(sums.get(EventLabel.SQL), "db.query", values);
    addEvents(sums.get(EventLabel.HTTP), "http.client", values);
    return values;
  }

  private static void addEvents(
      ReportHead.@Nullable Sum sum, String key, Map<String, Object> values) {
    if (sum != null && sum.count() > 0) {
      values.put(key + ".count", sum.count());
      values.put(key + ".duration_ms", millis(sum.nanos()));
    }
  }

  private static void addTotals(Profile.Totals totals, Map<String, Object> values) {
    values.put("profile.count", totals.count());
    values.put("profile.errors", totals.errors());
    values.put("profile.mean_ms", millis(totals.meanNanos()));
    values.put("profile.p50_ms", millis(totals.p50Nanos()));
    values.put("profile.p90_ms", millis(totals.p90Nanos()));
    values.put("profile.p95_ms", millis(totals.p95Nanos()));
    values.put("profile.p99_ms", millis(totals.p99Nanos()));
    values.put("profile.max_ms", millis(totals.maxNanos()));
    values.put("profile.percentiles_exact", totals.percentilesExact());
  }

  /**
   * Returns milliseconds with microseconds; a decimal prints plainly where a double may print
   * 1.0E-4.
   */
  static BigDecimal millis(long nanos) {
    return BigDecimal.valueOf(Math.round(nanos / 1e3), 3);
  }

  /**
   * Returns the text without characters that could forge a line or end a quote. Layouts print
   * key-values unchanged, and only the report's text was escaped.
   */
  static String printable(String text) {
    return SafeText.printable(text, MAX_CHARS).replace('"', '?').replace('\\', '?');
  }
}
