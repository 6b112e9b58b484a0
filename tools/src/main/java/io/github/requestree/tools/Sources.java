package io.github.requestree.tools;

import io.github.requestree.tools.reading.KeptProfile;
import io.github.requestree.tools.reading.UnreadableProfileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Finds and reads the profiles that arguments name. Immutable. */
record Sources(InputStream standardInput) {
  private static final String STANDARD_INPUT = "-";
  private static final String JSON = ".json";
  private static final String OF_ANOTHER_FORMAT = ".speedscope.json";

  static Sources create() {
    return new Sources(System.in);
  }

  /** Reads a file, or standard input for {@code -}. */
  KeptProfile read(String argument) throws UnreadableProfileException {
    return argument.equals(STANDARD_INPUT)
        ? KeptProfile.read("standard input", standardInput)
        : KeptProfile.read(Path.of(argument));
  }

  /** Reads all profiles of files and directories, which are many only if there is memory. */
  List<KeptProfile> readAll(List<String> arguments) throws IOException {
    List<KeptProfile> all = new ArrayList<>();
    for (String argument : files(arguments)) {
      all.add(read(argument));
    }
    return all;
  }

  /** Returns the files: those of a directory, without those of directories below, by name. */
  static List<String> files(List<String> arguments) throws IOException {
    List<String> files = new ArrayList<>();
    for (String argument : arguments) {
      Path path = argument.equals(STANDARD_INPUT) ? null : Path.of(argument);
      if (path == null || !Files.isDirectory(path)) {
        files.add(argument);
        continue;
      }
      List<String> inside = inside(path);
      if (inside.isEmpty()) {
        throw new IllegalArgumentException(argument + " has no profiles: no file ends with .json");
      }
      files.addAll(inside);
    }
    return files;
  }

  private static List<String> inside(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .map(Path::toString)
          .filter(name -> name.endsWith(JSON) && !name.endsWith(OF_ANOTHER_FORMAT))
          .sorted()
          .toList();
    }
  }
}
