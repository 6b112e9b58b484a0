package io.github.requestree.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A page of Markdown: its blocks of code, its prose, its headings and its links. Immutable. */
record Page(Path file, List<String> lines) {

  /** The root of the repository, seen from this module. */
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  static final Path DOCS = ROOT.resolve("docs");

  static Page read(Path file) throws IOException {
    return new Page(file, Files.readAllLines(file));
  }

  static Page of(String text) {
    return new Page(DOCS.resolve("sample.md"), text.lines().toList());
  }

  /** README, CONTRIBUTING and all that is in docs. */
  static List<Page> all() throws IOException {
    List<Page> pages = new ArrayList<>();
    pages.add(read(ROOT.resolve("README.md")));
    pages.add(read(ROOT.resolve("CONTRIBUTING.md")));
    pages.addAll(docs());
    return pages;
  }

  static List<Page> docs() throws IOException {
    try (Stream<Path> files = Files.walk(DOCS)) {
      List<Path> found =
          files
              .filter(file -> file.toString().endsWith(".md"))
              .sorted(Comparator.naturalOrder())
              .toList();
      List<Page> pages = new ArrayList<>();
      for (Path file : found) {
        pages.add(read(file));
      }
      return pages;
    }
  }

  /** Where a line of it is, such as {@code docs/guide.md:12}. */
  String at(int line) {
    return ROOT.relativize(file) + ":" + line;
  }

  /** The blocks between fences, each with the comment that stands right before it. */
  List<Block> blocks() {
    List<Block> blocks = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!isFence(lines.get(i))) {
        continue;
      }
      if (start < 0) {
        start = i;
      } else {
        String language = lines.get(start).strip().substring(3).strip();
        String comment = start == 0 ? "" : commentEndingAt(start - 1);
        blocks.add(
            new Block(at(start + 1), language, comment, List.copyOf(lines.subList(start + 1, i))));
        start = -1;
      }
    }
    if (start >= 0) {
      blocks.add(new Block(at(start + 1), "never closed", "", List.of()));
    }
    return blocks;
  }

  private String commentEndingAt(int line) {
    if (!lines.get(line).strip().endsWith("-->")) {
      return "";
    }
    int first = line;
    while (first > 0 && !lines.get(first).contains("<!--")) {
      first--;
    }
    String comment = String.join(" ", lines.subList(first, line + 1)).strip();
    return comment.substring("<!--".length(), comment.length() - "-->".length()).strip();
  }

  /** The lines outside of fences, each at its place; those within are empty. */
  List<String> outsideOfBlocks() {
    List<String> outside = new ArrayList<>();
    boolean within = false;
    for (String line : lines) {
      boolean fence = isFence(line);
      outside.add(fence || within ? "" : line);
      within ^= fence;
    }
    return outside;
  }

  private static boolean isFence(String line) {
    return line.strip().startsWith("```");
  }

  int words() {
    return (int)
        lines.stream()
            .flatMap(line -> Stream.of(line.strip().split("\\s+", -1)))
            .filter(word -> !word.isEmpty())
            .count();
  }

  /** A block of code, with its place, its language and the comment before it. */
  record Block(String at, String language, String comment, List<String> lines) {

    String text() {
      return String.join("\n", lines);
    }
  }
}
