package io.github.requestree.docs;

import io.github.requestree.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tries Java that needs a class path of its own. The comment before it, {@code <!-- run by: path
 * -->}, names the file that has the same lines, one after the other, and is run by a test.
 */
final class RunElsewhere {

  private static final String MARK = "run by: ";

  private RunElsewhere() {}

  static boolean is(Block block) {
    return block.comment().startsWith(MARK);
  }

  static List<String> errors(Block block) throws IOException {
    if (!is(block)) {
      return List.of();
    }
    String name = block.comment().substring(MARK.length());
    Path file = Page.ROOT.resolve(name);
    if (!Files.isRegularFile(file)) {
      return List.of(block.at() + " is run by " + name + ", which is not there");
    }
    return stripped(Files.readAllLines(file).stream()).contains(stripped(block.lines().stream()))
        ? List.of()
        : List.of(block.at() + " is not in " + name + " line by line");
  }

  private static String stripped(Stream<String> lines) {
    return lines.map(String::strip).collect(Collectors.joining("\n", "\n", "\n"));
  }
}
