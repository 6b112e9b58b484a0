package io.github.requestree.campaign.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.UnixOperatingSystemMXBean;
import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.server.Container;
import io.github.requestree.campaign.server.Server;
import io.github.requestree.export.CollapsedReport;
import io.github.requestree.export.DirectorySink;
import io.github.requestree.export.PprofReport;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.export.SpeedscopeReport;
import io.github.requestree.micrometer.MetricsSink;
import io.github.requestree.page.Access;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.ProfilerStatistics;
import io.github.requestree.servlet.ProfilesServlet;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import io.github.requestree.text.LogSink;
import io.github.requestree.text.TextReport;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The JVM that is soaked: Jetty, whose filter reports totals of routes, and Tomcat, whose filter
 * reports single requests, both with a page. A line on standard input asks for figures, its end for
 * those at the end; both are printed as facts.
 */
final class SoakedServers {

  private static final Duration GROUP_EVERY = Duration.ofSeconds(2);
  private static final int RECENT = 200;
  private static final int COLLECTIONS = 3;

  private final JsonLines lines = JsonLines.read();
  private final AtomicLong inTotals = new AtomicLong();
  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Path directory = Files.createTempDirectory("campaign-soak");
  private final ProfilingFilter grouping;
  private final ProfilingFilter single;
  private final Server jetty;
  private final Server tomcat;

  private SoakedServers() throws Exception {
    grouping =
        ProfilingFilter.create(
            options(directory.resolve("routes"))
                .groupByPath(true)
                .addSink(this::addTotals)
                .build());
    ProfilingOptions.Builder options =
        options(directory.resolve("single")).addSink(new MetricsSink(meters));
    for (ReportFormat format : otherFormats()) {
      options.addSink(DirectorySink.builder(directory.resolve(format.name()), format).build());
    }
    single = ProfilingFilter.create(options.build());
    jetty = start(Container.JETTY, grouping);
    tomcat = start(Container.TOMCAT, single);
  }

  private static List<ReportFormat> otherFormats() {
    return List.of(
        TextReport.create(),
        SpeedscopeReport.create(),
        CollapsedReport.create(),
        PprofReport.create(),
        HtmlReport.create());
  }

  private static ProfilingOptions.Builder options(Path directory) {
    return ProfilingOptions.builder()
        .logFormat(LogSink.Format.JSON)
        .groupEvery(GROUP_EVERY)
        .directory(directory)
        .directoryFormat("json")
        .recentProfiles(RECENT)
        .badge(true)
        .profileHeader("X-Profile-Id")
        .arrivalHeader("X-Request-Start")
        .stillRunningAfter(Duration.ofSeconds(1));
  }

  private void addTotals(Profile profile) {
    // One that still runs is handed on as it is, and counted when it ends.
    if (!profile.stillRunning()) {
      inTotals.addAndGet(Objects.requireNonNull(profile.totals()).count());
    }
  }

  private static Server start(Container container, ProfilingFilter filter) throws Exception {
    return container.start(
        filter,
        Map.of(
            "/",
            new SoakServlet(container.title()),
            "/profiles/*",
            ProfilesServlet.of(Access.loopbackOnly())));
  }

  /** Talks over standard input and output. */
  public static void main(String[] words) throws Exception {
    SoakedServers servers = new SoakedServers();
    System.out.println("ports=" + servers.jetty.port() + " " + servers.tomcat.port());
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null && !line.equals("end"); line = in.readLine()) {
        System.out.println(line + "=" + servers.figures());
      }
      servers.close();
      servers.facts().forEach((name, value) -> System.out.println(name + "=" + value));
    }
    System.exit(0);
  }

  /** Reports may still wait: what is spent on them is bounded, and so is their number. */
  private boolean isSettled() {
    return Stream.of(grouping, single)
        .map(ProfilingFilter::statistics)
        .allMatch(now -> now != null && now.started() == now.finished() && now.openSegments() == 0);
  }

  /** Returns what is used now. */
  private Usage figures() throws Exception {
    boolean settled = Await.until(this::isSettled);
    long heap = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      heap = Math.min(heap, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    return new Usage(
        settled ? heap : Long.MAX_VALUE,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0);
  }

  private void close() throws Exception {
    Await.until(this::isSettled);
    // Windows end without more requests; the time for closing is short where the machine is busy.
    ProfilerStatistics grouped = Objects.requireNonNull(grouping.statistics());
    Await.until(() -> inTotals.get() >= grouped.started());
    jetty.close();
    tomcat.close();
  }

  private Map<String, Object> facts() throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    for (ProfilingFilter filter : List.of(grouping, single)) {
      ProfilerStatistics statistics = filter.statistics();
      if (statistics != null) {
        String name = filter == grouping ? "grouping" : "single";
        facts.put(name + ".started", statistics.started());
        facts.put(
            name + ".accounted",
            statistics.reported()
                + statistics.belowThreshold()
                + statistics.upgraded()
                + statistics.dropped());
        facts.put(name + ".failures", statistics.samplingFailures() + statistics.sinkFailures());
        System.err.println(name + ": " + statistics);
      }
    }
    facts.put("totals", inTotals);
    facts.put(
        "metered",
        meters.find("requestree.request").timers().stream().mapToLong(Timer::count).sum());
    facts.put("lines", lines.lines());
    facts.put("unreadable", lines.unreadable());
    facts.put("warnings", lines.warnings());
    facts.put("files", jsonFiles(true));
    facts.put("unreadable.files", jsonFiles(false));
    return facts;
  }

  private long jsonFiles(boolean readable) throws IOException {
    ObjectMapper json = new ObjectMapper();
    long count = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        boolean read = true;
        try {
          json.readTree(file.toFile());
        } catch (IOException e) {
          read = false;
        }
        count += read == readable ? 1 : 0;
      }
    }
    return count;
  }
}
