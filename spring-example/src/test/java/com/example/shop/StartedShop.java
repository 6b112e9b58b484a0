package com.example.shop;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shop in a process of its own, and the lines of its log. */
final class StartedShop implements AutoCloseable {

  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final int PATIENCE_MINUTES = 3;

  private final Process process;
  private final LinkedBlockingQueue<String> log = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private String port;

  /** Starts it with the same JDK, on a free port. */
  StartedShop(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(tool("java"), "-XX:TieredStopAtLevel=1"));
    command.addAll(arguments);
    command.add("--server.port=0");
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Thread reader = new Thread(this::read);
    reader.setDaemon(true);
    reader.start();
  }

  /** Returns what a tool of the JDK has printed. */
  static String output(String tool, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(tool(tool)));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError(command + " failed: " + said);
    }
    return said;
  }

  private static String tool(String name) {
    return BIN.resolve(name + (File.separatorChar == '\\' ? ".exe" : "")).toString();
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.add(line);
      }
    } catch (IOException e) {
      log.add("the log ended: " + e);
    }
  }

  /** Waits until it listens, again after each restart. */
  void awaitStart() throws InterruptedException {
    Matcher started = PORT.matcher(awaitLine(PORT.pattern()));
    if (!started.find()) {
      throw new AssertionError("no port");
    }
    port = started.group(1);
  }

  /** Returns the next line that this is found in. */
  String awaitLine(String pattern) throws InterruptedException {
    Pattern found = Pattern.compile(pattern);
    String line;
    do {
      line = log.poll(PATIENCE_MINUTES, TimeUnit.MINUTES);
      if (line == null) {
        throw new AssertionError("no " + pattern + " after " + String.join("\n", seen));
      }
      seen.add(line);
    } while (!found.matcher(line).find());
    return line;
  }

  String ask(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  /** Asks its JVM, which collects garbage first if it is to count objects. */
  String jcmd(String command) throws Exception {
    return output("jcmd", List.of(String.valueOf(process.pid()), command));
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
