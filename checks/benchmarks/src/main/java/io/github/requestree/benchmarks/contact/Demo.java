package io.github.requestree.benchmarks.contact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a fresh JVM, whose requests are profiled. Profiles are read from its page once they
 * are all made, so that nobody reads while something is sampled. Thread-safe.
 */
final class Demo implements AutoCloseable {

  /** The response header that names a request's profile. It costs nothing and samples nothing. */
  static final String PROFILE_HEADER = "X-Profile-Id";

  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
  private static final Pattern LINK = Pattern.compile("profiles/([0-9a-f]{16,64})\"");
  private static final String ENDED = "";
  private static final long STARTING_SECONDS = 60;
  private static final long CLOSING_SECONDS = 10;
  private static final long DELIVERY_NANOS = 20_000_000_000L;
  private static final long POLL_MILLIS = 20;
  private static final int TIMEOUT_MILLIS = 60_000;

  /** A tree of depth 512 has twice as many levels, and some more. */
  private static final int MOST_NESTED = 2_000;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxNestingDepth(MOST_NESTED).build())
              .build());

  /**
   * The answer to a request.
   *
   * @param body the route's own measurements
   * @param profileId the id of its profile; empty if it has none
   */
  record Response(JsonNode body, String profileId) {}

  private final Process process;
  private final String address;
  private final List<String> log = new ArrayList<>();
  private volatile boolean closing;

  private Demo(Process process) throws IOException, InterruptedException {
    this.process = process;
    BlockingQueue<String> greeting = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(greeting), "demo-log");
    reader.setDaemon(true);
    reader.start();
    String found = greeting.poll(STARTING_SECONDS, TimeUnit.SECONDS);
    if (found == null || found.equals(ENDED)) {
      throw new IOException("the demo does not start: " + log());
    }
    address = found;
  }

  /** Starts the demo as a user does, with the filter's default options. */
  static Demo start(Jdk jdk, String jar, String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("-jar", jar, "--port", "0", "--filter"));
    all.add("profileHeader=" + PROFILE_HEADER);
    all.addAll(List.of(words));
    return run(jdk, all);
  }

  /** Starts a JVM that says {@code listening on ADDRESS}, and waits until it does. */
  static Demo run(Jdk jdk, List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(jdk.java()));
    command.addAll(words);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    try {
      return new Demo(process);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private void read(BlockingQueue<String> greeting) {
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        Matcher listening = LISTENING.matcher(line);
        if (listening.matches()) {
          greeting.add(listening.group(1));
        }
        synchronized (log) {
          log.add(line);
        }
      }
    } catch (IOException e) {
      if (!closing) {
        System.err.println("demo: " + e);
      }
    }
    greeting.add(ENDED);
  }

  /** All that it has printed so far. */
  List<String> log() {
    synchronized (log) {
      return List.copyOf(log);
    }
  }

  /**
   * Asks a route.
   *
   * @throws IOException if it does not answer 200
   */
  Response get(String path) throws IOException {
    HttpURLConnection connection = open(path);
    try (InputStream body = connection.getInputStream()) {
      String id = connection.getHeaderField(PROFILE_HEADER);
      return new Response(MAPPER.readTree(body), id == null ? "" : id);
    }
  }

  /**
   * The profile of this id, for which it waits, as it comes after the answer.
   *
   * @throws IOException if it does not come
   */
  ShownProfile profile(String id) throws IOException, InterruptedException {
    return new ShownProfile(MAPPER.readTree(page(id, ".json")));
  }

  /** The same as the log has it. */
  String text(String id) throws IOException, InterruptedException {
    return new String(page(id, ".txt"), StandardCharsets.UTF_8);
  }

  /** The profile of this id, if it is there already. */
  Optional<ShownProfile> find(String id) throws IOException {
    byte[] json = pageIfThere(id, ".json");
    return json.length == 0
        ? Optional.empty()
        : Optional.of(new ShownProfile(MAPPER.readTree(json)));
  }

  private byte[] page(String id, String suffix) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + DELIVERY_NANOS;
    byte[] page = pageIfThere(id, suffix);
    while (page.length == 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException("no profile " + id);
      }
      Thread.sleep(POLL_MILLIS);
      page = pageIfThere(id, suffix);
    }
    return page;
  }

  /** Empty if nothing is there. */
  private byte[] pageIfThere(String id, String suffix) throws IOException {
    HttpURLConnection connection = open("/profiles/" + id + suffix);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      return new byte[0];
    }
    try (InputStream body = connection.getInputStream()) {
      return body.readAllBytes();
    }
  }

  /** The ids of all profiles that are kept, also of requests that we did not make. */
  Set<String> profileIds() throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    try (InputStream list = open("/profiles").getInputStream()) {
      Matcher links = LINK.matcher(new String(list.readAllBytes(), StandardCharsets.UTF_8));
      while (links.find()) {
        ids.add(links.group(1));
      }
    }
    return ids;
  }

  private HttpURLConnection open(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(address + path).toURL().openConnection();
    connection.setReadTimeout(TIMEOUT_MILLIS);
    return connection;
  }

  @Override
  public void close() {
    closing = true;
    process.destroy();
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
