package io.github.requestree.text;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the label of an event, which stands after its time. Immutable and thread-safe. */
record EventLabel(SafeText safe, Symbols symbols, Paint paint) {
  static final String SQL = "sql";
  static final String HTTP = "http";

  static final int MAX_KIND = 20;
  static final int MAX_TEXT = 100;
  private static final int MAX_NAME = 20;
  private static final int MAX_VALUE = 60;
  private static final int MAX_ATTRIBUTES = 3;
  private static final String ERROR = "error";
  private static final String GAP = "  ";

  /** Returns the kind as one word; empty for events that are counted without it. */
  String kind(Profile.Event event) {
    return safe.word(event.kind(), MAX_KIND);
  }

  /** Returns the alarms of an event: {@code N+1?}, {@code 3 failed}. */
  List<String> alarms(Profile.Event event) {
    List<String> alarms = new ArrayList<>();
    if (event.isOneByOne()) {
      alarms.add("N+1?");
    }
    if (event.failures() > 0) {
      alarms.add(Figures.count(event.failures()) + " failed" + error(event));
    }
    return alarms;
  }

  /**
   * Returns the error of the longest one, if that is one of those that failed; no other is known.
   */
  private String error(Profile.Event event) {
    @Nullable String error = event.attributes().get(ERROR);
    if (error == null || error.isEmpty()) {
      return "";
    }
    return (event.failures() == 1 ? ": " : ", the longest: ") + safe.of(error, MAX_VALUE);
  }

  /** Returns a label such as {@code [http] GET localhost:8080/fast ×2 status 200}. */
  String of(ReportRows.EventRow row) {
    StringBuilder label = new StringBuilder();
    if (!row.kind().isEmpty()) {
      label.append('[').append(row.kind()).append("] ");
    }
    label.append(row.text());
    if (row.event().count() > 1) {
      label.append(GAP).append(symbols.times()).append(Figures.count(row.event().count()));
    }
    row.alarms().forEach(alarm -> label.append(GAP).append(paint.waiting(alarm)));
    label.append(row.mean().isEmpty() ? "" : GAP + "mean " + row.mean());
    label.append(row.max().isEmpty() ? "" : GAP + "max " + row.max());
    row.details().forEach(detail -> label.append(GAP).append(detail));
    return label.toString();
  }

  /** Returns the text alone. */
  String text(Profile.Event event) {
    return safe.of(event.text(), MAX_TEXT);
  }

  static String mean(Profile.Event event) {
    return Figures.time(meanNanos(event));
  }

  /** Returns how long the longest took; empty if that is as long as the mean. */
  static String max(Profile.Event event) {
    String max = Figures.time(event.maxNanos());
    return max.equals(mean(event)) ? "" : max;
  }

  /** Returns what else is known of an event, such as {@code status 200}. */
  List<String> attributes(Map<String, String> attributes) {
    List<String> all = new ArrayList<>();
    attributes.forEach(
        (name, value) -> {
          if (!name.equals(ERROR)) {
            all.add(safe.word(name, MAX_NAME) + ' ' + safe.of(value, MAX_VALUE));
          }
        });
    return NodeLabel.firstOf(all, MAX_ATTRIBUTES);
  }

  static long meanNanos(Profile.Event event) {
    return event.totalNanos() / Math.max(1, event.count());
  }
}
