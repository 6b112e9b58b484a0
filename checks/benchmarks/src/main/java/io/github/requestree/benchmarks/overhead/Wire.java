package io.github.requestree.benchmarks.overhead;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The talk between the command and its child processes: one line asks, one line answers. Answers
 * start with {@link #ANSWER}, as the JVM and native libraries print to standard output too.
 */
public final class Wire {

  /** The beginning of answers. */
  public static final String ANSWER = "> ";

  /** The answer if there is nothing to tell. */
  public static final String OK = "ok";

  /** The beginning of the answer if something did not work; the reason follows. */
  public static final String FAILED = "failed ";

  private Wire() {}

  /** Handles a line in a child process. */
  @FunctionalInterface
  public interface Handler {

    /** Answers a line, whose words are given. What it throws is answered as failure. */
    String answer(List<String> words) throws Exception;
  }

  /**
   * Answers lines until there are no more, which is so too when the parent has died. Whatever else
   * is printed to standard output from now on goes to standard error.
   */
  public static void serve(String greeting, Handler handler) throws IOException {
    PrintStream out = System.out;
    System.setOut(System.err);
    tell(out, greeting);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer;
      try {
        answer = handler.answer(List.of(line.split(" ", -1)));
      } catch (Exception | LinkageError e) {
        answer = FAILED + e;
      }
      tell(out, answer);
    }
  }

  private static void tell(PrintStream out, String answer) {
    out.println(ANSWER + answer.replaceAll("\\s+", " "));
    out.flush();
  }

  /** Writes figures as one line. */
  public static String line(Map<String, Long> figures) {
    StringBuilder line = new StringBuilder();
    new TreeMap<>(figures).forEach((key, value) -> line.append(key + "=" + value + " "));
    return line.toString().strip();
  }

  /**
   * Reads such a line.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Map<String, Long> figures(String line) {
    Map<String, Long> figures = new TreeMap<>();
    for (String pair : line.split(" ", -1)) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("no figures: " + line);
      }
      figures.put(pair.substring(0, equals), Long.valueOf(pair.substring(equals + 1)));
    }
    return figures;
  }
}
