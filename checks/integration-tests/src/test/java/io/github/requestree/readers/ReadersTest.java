package io.github.requestree.readers;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.request;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.export.CollapsedReport;
import io.github.requestree.export.PprofReport;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.export.SpeedscopeReport;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Programs that we did not write open our files and show the same times as the text. */
@Tag("one-jdk")
final class ReadersTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  // What a browser leaves behind is of no interest to the test.
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  void the_text_that_the_others_are_held_against() {
    assertThat(TextReport.create().toText(orders()))
        .startsWith("--- GET /orders --- 200 in 0.307 s, 65 % sleeps in Dao.load  Dao.java:14\n")
        .contains("307 ms  100%  GET /orders   cpu ")
        .contains("203 ms   66%  Dao.load  Dao.java:14\n")
        .contains("201 ms   65%  Thread.sleep  [sleeping]\n")
        .contains("104 ms   34%  [await]  until dispatch\n")
        .contains("30 ms   10%  on thread pool-1\n");
  }

  @Test
  void pprof_shows_the_times_of_each_function() throws Exception {
    Pprof pprof = new Pprof(write(PprofReport.create(), orders()));

    assertThat(pprof.top("wall"))
        .isEqualTo(
            Map.of(
                "GET /orders",
                new Pprof.Row(0, millis(307)),
                "com.acme.Dao.load",
                new Pprof.Row(millis(2), millis(203)),
                "java.lang.Thread.sleep",
                new Pprof.Row(0, millis(201)),
                "[sleeping]",
                new Pprof.Row(millis(201), millis(201)),
                "[await]  until dispatch",
                new Pprof.Row(millis(104), millis(104))));
    assertThat(pprof.top("waiting"))
        .containsEntry("[sleeping]", new Pprof.Row(millis(201), millis(201)));
    assertThat(pprof.top("cpu")).containsEntry("com.acme.Dao.load", new Pprof.Row(1_900, 1_900));
    assertThat(pprof.top("lane_wall"))
        .isEqualTo(
            Map.of(
                "pool-1",
                new Pprof.Row(0, millis(30)),
                "com.acme.Task.run",
                new Pprof.Row(millis(30), millis(30))));
  }

  @Test
  void pprof_finds_the_totals_and_labels() throws Exception {
    Pprof pprof = new Pprof(write(PprofReport.create(), orders()));

    assertThat(pprof.rawTotals())
        .isEqualTo(
            Map.of(
                "wall/nanoseconds[dflt]",
                millis(307),
                "cpu/nanoseconds",
                1_900L,
                "waiting/nanoseconds",
                millis(201),
                "lane_wall/nanoseconds",
                millis(30),
                "lane_cpu/nanoseconds",
                0L,
                "lane_waiting/nanoseconds",
                0L));
    assertThat(pprof.raw())
        .contains("Comment: GET /orders")
        .contains("Duration: 307m")
        .contains(
            "method:[GET] route:[/orders] span_id:[00f067aa0ba902b7] trace_id:[" + TRACE + "]")
        .contains("status:[200]")
        .doesNotContain("thread:[", "waiting:[")
        .contains("com.acme.Dao.load Dao.java:14");
  }

  @Test
  void pprof_reads_a_profile_as_large_as_it_gets() throws Exception {
    Profile profile = profileOf(randomTree(5, 10_000)).build();

    Map<String, Long> totals = new Pprof(write(PprofReport.create(), profile)).rawTotals();

    assertThat(totals).containsEntry("wall/nanoseconds[dflt]", profile.durationNanos());
    assertThat(totals).containsEntry("cpu/nanoseconds", profile.cpuNanos().orElseThrow());
  }

  @Test
  void pprof_reads_the_profile_of_a_route() throws Exception {
    Profile profile = mergedRoute();

    assertThat(new Pprof(write(PprofReport.create(), profile)).rawTotals())
        .containsEntry("wall/nanoseconds[dflt]", profile.durationNanos());
  }

  @Test
  void speedscope_opens_its_own_format() throws Exception {
    Speedscope speedscope = Speedscope.open(write(SpeedscopeReport.create(), orders()));

    assertThat(speedscope.title()).isEqualTo("GET /orders 200 in 0.307 s - speedscope");
    assertThat(speedscope.profiles())
        .isEqualTo(Map.of("GET /orders", "307.00ms", "on thread pool-1", "30.00ms"));
    assertThat(speedscope.rows())
        .isEqualTo(
            Map.of(
                "GET /orders",
                new Speedscope.Row("307.00ms", "0.00ns"),
                "com.acme.Dao.load",
                new Speedscope.Row("203.00ms", "2.00ms"),
                "java.lang.Thread.sleep",
                new Speedscope.Row("201.00ms", "201.00ms"),
                "[await]  until dispatch",
                new Speedscope.Row("104.00ms", "104.00ms")));
  }

  @Test
  void speedscope_opens_an_order_of_events() throws Exception {
    Frame load = Frame.method("com.acme.Dao", "load", "Dao.java");
    Timeline timeline =
        new Timeline(
            List.of(
                new Timeline.Track(
                    "qtp-1",
                    false,
                    List.of(
                        new Timeline.Run(0, millis(5), List.of(load), null),
                        new Timeline.Run(millis(5), millis(3), List.of(), null))),
                new Timeline.Track(
                    "pool-1",
                    true,
                    List.of(new Timeline.Run(millis(40), millis(7), List.of(load), null)))),
            0);
    Profile profile =
        request("GET", "/orders", root("GET /orders").selfNanos(millis(8)).build()).toBuilder()
            .timeline(timeline)
            .build();

    Speedscope speedscope = Speedscope.open(write(SpeedscopeReport.create(), profile));

    assertThat(speedscope.profiles()).containsEntry("GET /orders", "8.00ms");
    assertThat(speedscope.rows())
        .containsEntry("GET /orders", new Speedscope.Row("8.00ms", "3.00ms"))
        .containsEntry("com.acme.Dao.load", new Speedscope.Row("5.00ms", "5.00ms"));
  }

  @Test
  void speedscope_opens_collapsed_stacks() throws Exception {
    Speedscope speedscope = Speedscope.open(write(CollapsedReport.create(), orders()));

    assertThat(speedscope.rows())
        .isEqualTo(
            Map.of(
                "GET_/orders",
                new Speedscope.Row("307,000,000", "0"),
                "com.acme.Dao.load",
                new Speedscope.Row("203,000,000", "2,000,000"),
                "java.lang.Thread.sleep",
                new Speedscope.Row("201,000,000", "201,000,000"),
                "[await]__until_dispatch",
                new Speedscope.Row("104,000,000", "104,000,000")));
  }

  @Test
  void speedscope_opens_pprof() throws Exception {
    Speedscope speedscope = Speedscope.open(write(PprofReport.create(), orders()));

    assertThat(speedscope.rows())
        .containsEntry("GET /orders", new Speedscope.Row("307.00ms", "0.00ns"))
        .containsEntry("java.lang.Thread.sleep", new Speedscope.Row("201.00ms", "0.00ns"))
        .containsEntry("[sleeping]", new Speedscope.Row("201.00ms", "201.00ms"));
  }

  @Test
  void speedscope_opens_a_profile_as_large_as_it_gets() throws Exception {
    Profile profile = profileOf(randomTree(5, 10_000)).name("large").build();

    Speedscope speedscope = Speedscope.open(write(SpeedscopeReport.create(), profile));

    assertThat(speedscope.title()).startsWith("large in ").endsWith(" - speedscope");
    assertThat(speedscope.profiles().get("large"))
        .isEqualTo(String.format(Locale.ROOT, "%.2fms", profile.durationNanos() / 1e6));
  }

  @Test
  void speedscope_does_not_open_what_is_torn() throws Exception {
    Path whole = write(SpeedscopeReport.create(), orders());
    String text = Files.readString(whole);
    Path torn =
        Files.writeString(
            directory.resolve("torn"), text.replace("],\"weights", ",[0]],\"weights"));

    assertThat(Speedscope.open(torn).title()).isEqualTo("speedscope");
  }

  private static Profile orders() {
    CallNode sleep = waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 201).build();
    CallNode task = lane("pool-1", method("com.acme.Task", "run", 3, 30).build()).build();
    CallNode load =
        method("com.acme.Dao", "load", 14, 2, sleep).selfCpuNanos(1_900).addLane(task).build();
    return profileOf(root("GET /orders", load, await("[await]  until dispatch", 104)).build())
        .request(new Profile.Request("GET", "/orders", "/orders", 200, null))
        .surroundings(
            new Surroundings(
                0,
                0,
                OptionalLong.empty(),
                List.of(),
                new Surroundings.Trace(TRACE, "00f067aa0ba902b7"),
                null))
        .build();
  }

  private static Profile mergedRoute() {
    List<Profile> merged = new ArrayList<>();
    RouteTotals totals = RouteTotals.inFrontOf(merged::add);
    for (int seed = 0; seed < 5; seed++) {
      totals.accept(request("GET", "/orders", randomTree(seed, 300)));
    }
    totals.close();
    return merged.get(0);
  }

  private Path write(ReportFormat format, Profile profile) throws IOException {
    Path file = directory.resolve("profile" + format.fileSuffix());
    try (OutputStream out = Files.newOutputStream(file)) {
      format.write(profile, out);
    }
    return file;
  }
}
