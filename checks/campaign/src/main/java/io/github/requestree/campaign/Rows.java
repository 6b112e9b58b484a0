package io.github.requestree.campaign;

import java.util.ArrayList;
import java.util.List;

/** The rows of a command so far, as a table in Markdown. Thread-safe. */
public final class Rows {

  private static final String[] HEADER = {"injected", "how often", "checked", "result"};

  private final List<Row> rows = new ArrayList<>();

  /** Adds a row whose claim held or did not. */
  public void check(String injected, String often, String checked, boolean holds, String found) {
    add(
        new Row(
            injected, often, checked, holds ? Row.Outcome.OK : Row.Outcome.FAILED, oneLine(found)));
  }

  /** Adds a row for a fault that this machine cannot have. */
  public void skip(String injected, String checked, String reason) {
    add(new Row(injected, "", checked, Row.Outcome.SKIPPED, oneLine(reason)));
  }

  private synchronized void add(Row row) {
    rows.add(row);
    System.err.println(String.join(" | ", row.cells()));
  }

  /** Makes it fit into a cell. */
  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").replace("|", "/");
  }

  /** Returns whether there are rows and none of them failed. */
  synchronized boolean hold() {
    return !rows.isEmpty() && rows.stream().noneMatch(row -> row.outcome() == Row.Outcome.FAILED);
  }

  @Override
  public synchronized String toString() {
    StringBuilder text = new StringBuilder();
    line(text, HEADER);
    text.append("|---".repeat(HEADER.length)).append("|\n");
    rows.forEach(row -> line(text, row.cells()));
    return text.toString();
  }

  private static void line(StringBuilder text, String[] cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
