package io.github.requestree.pyroscope;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.requestree.export.PushedPprof;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A server that takes {@code push.v1} as strictly as Pyroscope 2 does, by its sources: labels,
 * sizes, times and ids. What it would turn down it answers with 400 and keeps as a complaint.
 */
final class PushServer implements AutoCloseable {

  /** A profile that was accepted. */
  static final class Pushed {
    private final Map<String, String> labels;
    private final byte[] bytes;
    private final PushedPprof pprof;

    private Pushed(Map<String, String> labels, byte[] bytes, PushedPprof pprof) {
      this.labels = labels;
      this.bytes = bytes;
      this.pprof = pprof;
    }

    String name() {
      return labels.get("__name__");
    }

    Map<String, String> labels() {
      return labels;
    }

    byte[] bytes() {
      return bytes;
    }

    PushedPprof pprof() {
      return pprof;
    }
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern METRIC = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Set<String> KEPT_IN_SAMPLES = Set.of("trace_id", "span_id");
  private static final int MAX_LABELS = 30;
  private static final int MAX_NAME = 1_024;
  private static final int MAX_VALUE = 2_048;
  private static final int MAX_SAMPLES = 16_000;
  private static final int MAX_SAMPLE_LABELS = 100;
  private static final int MAX_BYTES = 4 << 20;

  final List<Pushed> accepted = new CopyOnWriteArrayList<>();
  final List<String> complaints = new CopyOnWriteArrayList<>();
  final List<String> authorizations = new CopyOnWriteArrayList<>();
  final List<String> tenants = new CopyOnWriteArrayList<>();

  /** The labels of each series that it keeps: one for each sample type. */
  final Set<String> series = new TreeSet<>();

  private final Deque<Integer> nextStatus = new ArrayDeque<>();
  private final CountDownLatch hanging = new CountDownLatch(1);
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final InstantSource clock;
  private volatile boolean hang;
  private volatile int requests;

  PushServer(InstantSource clock) throws IOException {
    this.clock = clock;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Answers the next requests so, whatever they are; after that as usual. */
  synchronized void answerWith(int... status) {
    for (int each : status) {
      nextStatus.add(each);
    }
  }

  /** Answers nothing any more, until it is closed. */
  void hang() {
    hang = true;
  }

  int requests() {
    return requests;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Integer status;
    synchronized (this) {
      requests++;
      status = nextStatus.poll();
    }
    authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    tenants.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Scope-OrgID")));
    if (hang) {
      await();
    }
    String text = "{}";
    if (status == null) {
      status = 200;
      try {
        take(exchange, body);
      } catch (IllegalArgumentException e) {
        status = 400;
        complaints.add(String.valueOf(e.getMessage()));
        text = "{\"code\":\"invalid_argument\",\"message\":\"" + e.getMessage() + "\"}";
      }
    } else if (status != 200) {
      // As a proxy might that says what it was asked.
      text = "refused " + exchange.getRequestHeaders().getFirst("Authorization");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private void await() {
    try {
      hanging.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void take(HttpExchange exchange, byte[] body) throws IOException {
    check(exchange.getRequestMethod().equals("POST"), "method");
    check(exchange.getRequestURI().getPath().equals("/push.v1.PusherService/Push"), "path");
    check(
        "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type")),
        "content type");
    JsonNode pushed = JSON.readTree(body).get("series");
    check(pushed.size() == 1, "more than one series, of which a part might be taken");
    Map<String, String> labels = labels(pushed.get(0).get("labels"));
    JsonNode samples = pushed.get(0).get("samples");
    check(samples.size() == 1, "samples");
    check(!samples.get(0).get("ID").asText().isEmpty(), "id");
    byte[] bytes = Base64.getDecoder().decode(samples.get(0).get("rawProfile").asText());
    accepted.add(new Pushed(labels, bytes, profile(labels, bytes)));
  }

  private static Map<String, String> labels(JsonNode given) {
    Map<String, String> labels = new TreeMap<>();
    for (JsonNode label : given) {
      String name = label.get("name").asText();
      String value = label.get("value").asText();
      check(!name.isEmpty() && name.length() <= MAX_NAME, "label name " + name);
      check(!value.isEmpty() && value.length() <= MAX_VALUE, "label value of " + name);
      check(labels.put(name, value) == null, "duplicate label " + name);
    }
    check(labels.size() <= MAX_LABELS, "labels");
    check(METRIC.matcher(labels.getOrDefault("__name__", "")).matches(), "__name__");
    check(labels.containsKey("service_name"), "service_name");
    return labels;
  }

  private PushedPprof profile(Map<String, String> labels, byte[] bytes) throws IOException {
    int size = 0;
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      size = gzip.readAllBytes().length;
    }
    check(size <= MAX_BYTES, "size " + size);
    PushedPprof pprof = PushedPprof.of(bytes);
    check(pprof.samples().size() <= MAX_SAMPLES, "samples " + pprof.samples().size());
    Instant time = Instant.EPOCH.plusNanos(pprof.timeNanos());
    check(!time.isBefore(clock.instant().minus(Duration.ofHours(1))), "too old");
    check(!time.isAfter(clock.instant().plus(Duration.ofMinutes(10))), "too new");
    for (PushedPprof.Sample sample : pprof.samples()) {
      check(sample.values().size() == pprof.sampleTypes().size(), "values");
      check(!sample.stack().contains(null), "location 0 or unknown");
      check(sample.labels().size() <= MAX_SAMPLE_LABELS, "sample labels");
      // Not refused by a real one: there each value makes a series.
      check(KEPT_IN_SAMPLES.containsAll(sample.labels().keySet()), "" + sample.labels());
      check(sample.labels().getOrDefault("trace_id", "0".repeat(32)).length() == 32, "trace_id");
      check(sample.labels().getOrDefault("span_id", "0".repeat(16)).length() == 16, "span_id");
    }
    for (String type : pprof.sampleTypes()) {
      check(type.indexOf('-') < 0, "sample type " + type);
      series.add(labels + " " + type);
    }
    return pprof;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new IllegalArgumentException(what);
    }
  }

  @Override
  public void close() {
    hanging.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
