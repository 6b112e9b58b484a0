package io.github.requestree.jdbc;

import java.util.HashSet;
import java.util.Set;

/**
 * The items of one list at the end of an output, each kind of them once. <em>Not</em> thread-safe.
 */
final class SqlItems {

  private final StringBuilder out;
  private final int start;
  private final Set<String> seen = new HashSet<>(4);
  private int itemStart;
  private int keptEnd;
  private boolean folded;

  /** Begins a list whose first item begins at the current end of the output. */
  SqlItems(StringBuilder out) {
    this.out = out;
    start = out.length();
    itemStart = start;
    keptEnd = start;
  }

  /** Ends the item that ends there; one with data in it goes if there was one like it. */
  void endItem() {
    String kind = SqlItem.kind(out, itemStart);
    if (kind.indexOf('?') >= 0 && !seen.add(kind)) {
      out.setLength(keptEnd);
      folded = true;
    } else {
      keptEnd = out.length();
    }
  }

  /** Begins the next item, behind a comma. */
  void beginItem() {
    itemStart = out.length();
  }

  /** Ends the list, and marks it if there was more. */
  void end() {
    if (folded) {
      String marked = SqlItem.withoutParameters(out, start);
      out.setLength(start);
      out.append(marked.strip()).append(SqlText.MORE);
    }
  }

  /** Ends a list whose rest is missing, if anything was left out: its last item is not whole. */
  boolean endEarly() {
    if (folded) {
      out.setLength(keptEnd);
      end();
    }
    return folded;
  }
}
