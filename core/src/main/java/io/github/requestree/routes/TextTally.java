package io.github.requestree.routes;

import io.github.requestree.internal.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts texts that differ in more than their numbers, the first few of them. */
final class TextTally {

  private static final int MAX = 10;

  private final Map<String, Line> lines = new LinkedHashMap<>();
  private long others;

  void add(String text) {
    Line line =
        lines.computeIfAbsent(
            FoldedName.fold(text), key -> lines.size() < MAX ? new Line(text) : null);
    if (line == null) {
      others++;
    } else {
      line.text.add(text);
      line.times++;
    }
  }

  void addAll(List<String> texts) {
    texts.forEach(this::add);
  }

  /** Returns the texts as they are. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    lines.values().forEach(line -> texts.add(line.text.toString()));
    if (others > 0) {
      texts.add("and others");
    }
    return texts;
  }

  /** Returns the texts, each with the number of requests out of so many that had it. */
  List<String> textsWithCounts(long outOf) {
    List<String> texts = new ArrayList<>();
    for (Line line : lines.values()) {
      texts.add(line.text + " (" + partOf(line.times, outOf) + ")");
    }
    if (others > 0) {
      texts.add(Figures.count(others) + " other notes");
    }
    return texts;
  }

  /** Returns both numbers, such as {@code 3 of 1,200}. */
  static String partOf(long part, long whole) {
    return Figures.count(part) + " of " + Figures.count(whole);
  }

  private static final class Line {
    final FoldedName text;
    long times;

    Line(String text) {
      this.text = new FoldedName(text);
    }
  }
}
