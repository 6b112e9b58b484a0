package io.github.requestree.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the texts of an application's queries without their data: most are executed again and
 * again. Bounded, and thread-safe.
 */
final class SqlTexts {

  static final int MOST_TEXTS = 1_000;

  /** What is longer is no more kept. */
  private static final int LONGEST_KEPT = 4_000;

  private final Map<String, String> known = new ConcurrentHashMap<>();

  /** As {@link SqlText#withoutData}. */
  String withoutData(String sql) {
    String text = known.get(sql);
    if (text == null) {
      text = SqlText.withoutData(sql);
      if (isWorthKeeping(sql)) {
        if (known.size() >= MOST_TEXTS) {
          // What is still in use is back soon.
          known.clear();
        }
        known.put(sql, text);
      }
    }
    return text;
  }

  /** A text with strings in it most likely comes but once, and they may be secrets. */
  private static boolean isWorthKeeping(String sql) {
    return sql.length() <= LONGEST_KEPT && sql.indexOf('\'') < 0;
  }

  int size() {
    return known.size();
  }
}
