package io.github.requestree.benchmarks.overhead;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A child process that is talked to over {@link Wire}. It ends with this one: whatever happens to
 * us, its standard input ends. For one thread.
 */
final class Child implements AutoCloseable {

  private static final String ENDED = "";
  private static final Duration STARTING = Duration.ofSeconds(60);
  private static final Duration ANSWERING = Duration.ofSeconds(60);
  private static final long CLOSING_SECONDS = 10;

  private final String name;
  private final Process process;
  private final PrintStream in;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final String greeting;

  private Child(String name, Process process) throws IOException, InterruptedException {
    this.name = name;
    this.process = process;
    in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, name + "-answers");
    reader.setDaemon(true);
    reader.start();
    greeting = next(STARTING);
  }

  /** Starts a JVM like this one, with the same class path, and waits for its greeting. */
  static Child start(String name, List<String> jvmOptions, String mainClass, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      return new Child(name, process);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(Wire.ANSWER)) {
          answers.add(line.substring(Wire.ANSWER.length()));
        } else {
          System.err.println(name + ": " + line);
        }
      }
    } catch (IOException e) {
      System.err.println(name + ": " + e);
    }
    answers.add(ENDED);
  }

  /** Returns its first line. */
  String greeting() {
    return greeting;
  }

  /**
   * Asks, and returns the answer, which may be that it did not work.
   *
   * @throws IOException if there is none in time
   */
  String ask(String line) throws IOException, InterruptedException {
    in.println(line);
    return next(ANSWERING);
  }

  /**
   * Asks for something that must work.
   *
   * @throws IOException if it does not
   */
  String demand(String line) throws IOException, InterruptedException {
    String answer = ask(line);
    if (answer.startsWith(Wire.FAILED)) {
      throw new IOException(name + " on '" + line + "': " + answer);
    }
    return answer;
  }

  private String next(Duration patience) throws IOException, InterruptedException {
    String answer = answers.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (answer == null) {
      throw new IOException(name + " does not answer");
    }
    if (answer.equals(ENDED)) {
      throw new IOException(name + " has ended");
    }
    return answer;
  }

  @Override
  public void close() {
    in.close();
    try {
      if (!process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
