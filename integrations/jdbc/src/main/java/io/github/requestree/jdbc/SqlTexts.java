package io.github.requestree.jdbc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the texts of an application's queries without their data: most are executed again and
 * again. Bounded, and thread-safe.
 */
final class SqlTexts {

  static final int MAX_TEXTS = 1_000;

  /** The longest text that is kept. */
  private static final int MAX_KEPT = 4_000;

  private static final int SLOTS = 1_024;

  private final Map<String, String> known = new ConcurrentHashMap<>();

  /**
   * Hash codes of the last texts, each in its slot. Threads write over each other here, which costs
   * one more reading of a text at most.
   */
  private final int[] cameOnce = new int[SLOTS];

  /** As {@link SqlText#withoutData}. */
  String withoutData(String sql) {
    String text = known.get(sql);
    if (text == null) {
      text = SqlText.withoutData(sql);
      if (sql.length() <= MAX_KEPT && cameBefore(sql)) {
        keep(sql, text);
      }
    }
    return text;
  }

  /**
   * Returns whether a text came before. One that comes only once most likely has data in it, and
   * would push out better ones.
   */
  private boolean cameBefore(String sql) {
    int hash = sql.hashCode();
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    boolean before = cameOnce[slot] == hash;
    cameOnce[slot] = hash;
    return before;
  }

  private void keep(String sql, String text) {
    if (known.size() >= MAX_TEXTS) {
      // Texts in use are back soon.
      known.clear();
    }
    known.put(sql, text);
  }

  int size() {
    return known.size();
  }
}
