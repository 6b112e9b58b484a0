package io.github.requestree.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Reads texts that stand beside a class. Stateless and thread-safe. */
public final class Resources {

  private Resources() {}

  /**
   * Returns the lines of a text, stripped, without empty ones and comments. Comments stand on lines
   * of their own.
   */
  public static List<String> lines(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !isComment(line))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the words behind a key, in a text of lines such as {@code key: word word}. */
  public static List<String> words(Class<?> beside, String name, String key) {
    String start = key + ": ";
    return lines(beside, name).stream()
        .filter(line -> line.startsWith(start))
        .flatMap(line -> Stream.of(line.substring(start.length()).split(" ", -1)))
        .toList();
  }

  private static boolean isComment(String line) {
    return line.startsWith("//") || (line.startsWith("/*") && line.endsWith("*/"));
  }
}
