package io.github.requestree.docs;

import io.github.requestree.docs.Page.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tries Kotlin: a line of Gradle names an artifact of this build, all else is in checks/kotlin. */
final class Kotlin {

  private static final Pattern ARTIFACT = Pattern.compile("\"(io\\.github\\.requestree:[^\"]+)\"");

  private Kotlin() {}

  static List<String> errors(Block block, Reactor reactor) throws IOException {
    List<String> artifacts =
        ARTIFACT.matcher(block.text()).results().map((MatchResult it) -> it.group(1)).toList();
    List<String> errors = new ArrayList<>();
    for (String artifact : artifacts) {
      if (!reactor.artifacts().contains(artifact)) {
        errors.add(block.at() + " has " + artifact + ", which is not built here");
      }
    }
    if (artifacts.isEmpty() && !isCompiled(block)) {
      errors.add(block.at() + " is not compiled in checks/kotlin");
    }
    return errors;
  }

  /** Tells whether one of the sources there has its first declaration, line by line. */
  private static boolean isCompiled(Block block) throws IOException {
    int end = block.text().indexOf("\n}\n");
    String declaration = end < 0 ? block.text() : block.text().substring(0, end + 2);
    try (Stream<Path> files = Files.walk(Page.ROOT.resolve("checks/kotlin/src"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".kt")).toList()) {
        if (Files.readString(file).contains(declaration)) {
          return true;
        }
      }
    }
    return false;
  }
}
