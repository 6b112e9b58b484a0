package io.github.requestree.campaign.child;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, with the class path of this one. It prints facts, a line {@code name=value} for
 * each; other lines go to our standard error. Its standard input ends with us. Thread-safe.
 */
public final class Child implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final PrintStream in;
  private final Map<String, CompletableFuture<String>> facts = new HashMap<>();

  private Child(Process process) {
    this.process = process;
    in = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    Thread reader = new Thread(this::read, "child-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts one. */
  public static Child start(List<String> jvmOptions, Class<?> main, String... words)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Child(process);
  }

  private void read() {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        int at = line.indexOf('=');
        if (at > 0) {
          future(line.substring(0, at)).complete(line.substring(at + 1));
        } else {
          System.err.println(line);
        }
      }
    } catch (IOException e) {
      System.err.println(e);
    }
    synchronized (facts) {
      facts.values().forEach(fact -> fact.complete("it ended without saying so"));
    }
  }

  private CompletableFuture<String> future(String name) {
    synchronized (facts) {
      return facts.computeIfAbsent(name, unknown -> new CompletableFuture<>());
    }
  }

  /**
   * Returns the value of a fact, once it is printed.
   *
   * @throws java.util.concurrent.TimeoutException if it is not printed in time
   */
  public String fact(String name) throws Exception {
    return future(name).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Forgets the value of a fact that is going to be printed again. */
  public void forget(String name) {
    synchronized (facts) {
      facts.remove(name);
    }
  }

  /** Writes a line to its standard input. */
  public void say(String line) {
    in.println(line);
  }

  /** Returns the id of its process. */
  public long pid() {
    return process.pid();
  }

  /** Lets it come to its end, and ends it if it does not. */
  @Override
  public void close() {
    in.close();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
