package io.github.requestree.docs;

import io.github.requestree.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds trees in the docs that nobody printed.
 *
 * <p>The convention: before a tree stands {@code <!-- printed: NAME -->}, or {@code NAME, a part}.
 * {@code docs/trees/NAME.txt} holds what {@code checks/print-trees} printed, below a line that says
 * so, with JDK and date. The block is that text or a part of it: a line with {@code …} stands for
 * lines that are left out, and nothing else may differ. The sources that the file names exist and
 * still have such a method at such a line.
 */
final class PrintedTrees {

  private static final Path TREES = Page.DOCS.resolve("trees");
  private static final Pattern ABOUT =
      Pattern.compile("# printed by checks/print-trees: .+, JDK [\\d.]+, \\d{4}-\\d{2}-\\d{2}");
  private static final Pattern PLACE =
      Pattern.compile("(\\w+)\\.(\\w+)(?: \\(lambda\\))? {2}(\\w+\\.java):(\\d+)");
  private static final String PRINTED = "printed: ";
  private static final String LEFT_OUT = "…";

  private PrintedTrees() {}

  /** Tells whether a block shows a report, or a part of one. */
  static boolean isTree(Block block) {
    return block.comment().startsWith(PRINTED)
        || block.lines().stream()
            .anyMatch(line -> line.matches(".*[├└]─.*|--- .*( in |since the start).*"));
  }

  /** Says what a tree shows that was not printed into its file. */
  static List<String> errors(Block block) throws IOException {
    if (!block.comment().startsWith(PRINTED)) {
      return List.of(block.at() + " is a tree and does not say what printed it");
    }
    Path file = TREES.resolve(nameIn(block.comment()) + ".txt");
    if (!Files.exists(file)) {
      return List.of(block.at() + " says it is from " + file.getFileName() + ", which is no file");
    }
    return errors(block, Files.readAllLines(file));
  }

  private static String nameIn(String comment) {
    return comment.substring(PRINTED.length()).replaceFirst(",.*", "").strip();
  }

  /** Says what a tree shows that these printed lines do not have. */
  static List<String> errors(Block block, List<String> printed) {
    if (block.lines().isEmpty()) {
      return List.of(block.at() + " shows nothing");
    }
    int at = -1;
    boolean anywhere = true;
    for (String line : block.lines()) {
      if (line.strip().equals(LEFT_OUT)) {
        anywhere = true;
        continue;
      }
      int found = at + 1;
      while (anywhere && found < printed.size() && !printed.get(found).equals(line)) {
        found++;
      }
      if (found >= printed.size() || !printed.get(found).equals(line)) {
        return List.of(block.at() + " shows a line that was not printed there: " + line);
      }
      at = found;
      anywhere = false;
    }
    return List.of();
  }

  /** Returns the words of a report's line of measurements, without figures, id and address. */
  static Set<String> wordsOfMeasurements(List<String> report) {
    return report.stream()
        .filter(line -> line.contains(" stack"))
        .flatMap(line -> Stream.of(line.split("[\\s(),]+", -1)))
        .filter(word -> word.matches("[a-z]{4,}") && !word.matches("page|profile"))
        .map(word -> word.replaceFirst("s$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns those words of all that was printed. */
  static Set<String> wordsOfMeasurements() throws IOException {
    Set<String> words = new TreeSet<>();
    try (Stream<Path> files = Files.list(TREES)) {
      for (Path file : files.toList()) {
        words.addAll(wordsOfMeasurements(Files.readAllLines(file)));
      }
    }
    return words;
  }

  /** Says what is wrong with the files that hold what was printed. */
  static List<String> errorsOfFiles(Path sources) throws IOException {
    List<String> errors = new ArrayList<>();
    try (Stream<Path> files = Files.list(TREES)) {
      for (Path file : files.sorted().toList()) {
        errors.addAll(
            errorsOfFile(file.getFileName().toString(), Files.readAllLines(file), sources));
      }
    }
    return errors;
  }

  static List<String> errorsOfFile(String name, List<String> printed, Path sources)
      throws IOException {
    List<String> errors = new ArrayList<>();
    if (printed.isEmpty() || !ABOUT.matcher(printed.get(0)).matches()) {
      errors.add(name + " does not begin with the line of what printed it");
    }
    for (String line : printed) {
      for (MatchResult place : PLACE.matcher(line).results().toList()) {
        Path source = sources.resolve(place.group(3));
        if (Files.exists(source)) {
          wrong(place, Files.readAllLines(source))
              .ifPresent(what -> errors.add(name + " shows " + place.group() + ": " + what));
        }
      }
    }
    return errors;
  }

  /** A method is named by a line at or above the one that is shown. */
  private static Optional<String> wrong(MatchResult place, List<String> source) {
    int line = Integer.parseInt(place.group(4));
    if (line > source.size()) {
      return Optional.of("there is no such line");
    }
    boolean named =
        source.subList(0, line).stream()
            .anyMatch(text -> text.matches(".*\\b" + place.group(2) + "\\(.*"));
    return named ? Optional.empty() : Optional.of("no such method begins above that line");
  }
}
