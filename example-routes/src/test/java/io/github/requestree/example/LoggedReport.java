package io.github.requestree.example;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report as its reader sees it: the lines of the tree, each with how far it is indented, its time
 * and the rest.
 *
 * @param text all of it
 * @param lines the lines of the tree
 */
record LoggedReport(String text, List<Line> lines) {

  private static final Pattern LINE =
      Pattern.compile("([ │├└─⇢]+)([0-9.]+) (s|ms|us|ns)(?: +<?([0-9.]+)%)? +(.*)");

  /**
   * One line of the tree.
   *
   * @param indent where its time begins
   * @param millis its time
   * @param text what the time went to
   */
  record Line(int indent, double millis, String text) {}

  static LoggedReport parse(String text) {
    List<Line> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (parts.matches()) {
        double millis = Double.parseDouble(parts.group(2)) * millisPer(parts.group(3));
        lines.add(new Line(parts.group(1).length(), millis, parts.group(5)));
      }
    }
    return new LoggedReport(text, lines);
  }

  private static double millisPer(String unit) {
    return switch (unit) {
      case "s" -> 1e3;
      case "ms" -> 1;
      case "us" -> 1e-3;
      default -> 1e-6;
    };
  }

  /** How long all of it took. */
  double durationMillis() {
    return millis(" --- [^ ]+ in");
  }

  /** How often it was looked at. */
  double resolutionMillis() {
    return millis("seen every");
  }

  /** A time outside of the tree, by the words in front of it. */
  double millis(String name) {
    Matcher parts = Pattern.compile(name + " ([0-9.]+) (s|ms|us|ns)").matcher(text);
    if (!parts.find()) {
      throw new AssertionError("no " + name + " in\n" + text);
    }
    return Double.parseDouble(parts.group(1)) * millisPer(parts.group(2));
  }

  /** The one line that says all of this. */
  Line line(String... words) {
    List<Line> found = lines.stream().filter(containing(words)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " lines say " + List.of(words) + " in\n" + text);
    }
    return found.get(0);
  }

  /** The first line that says all of this; others may stand below it. */
  Line first(String... words) {
    return lines.stream()
        .filter(containing(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing says " + List.of(words) + " in\n" + text));
  }

  /** The line and everything below it. */
  LoggedReport below(Line top) {
    int first = lines.indexOf(top);
    int end = first + 1;
    while (end < lines.size() && lines.get(end).indent() > top.indent()) {
      end++;
    }
    return new LoggedReport(text, lines.subList(first, end));
  }

  /** The rest, without the line and everything below it. */
  LoggedReport without(Line top) {
    List<Line> rest = new ArrayList<>(lines);
    rest.removeAll(below(top).lines);
    return new LoggedReport(text, rest);
  }

  /** The time of all lines that say all of this. */
  double sumOf(String... words) {
    return lines.stream().filter(containing(words)).mapToDouble(Line::millis).sum();
  }

  boolean says(String... words) {
    return lines.stream().anyMatch(containing(words));
  }

  private static Predicate<Line> containing(String... words) {
    return line -> List.of(words).stream().allMatch(line.text::contains);
  }
}
