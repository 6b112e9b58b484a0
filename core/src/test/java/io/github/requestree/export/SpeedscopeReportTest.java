package io.github.requestree.export;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.request;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.WaitKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedscopeReportTest {
  private static final SpeedscopeReport REPORT = SpeedscopeReport.create();
  private static final Frame LOAD = Frame.method("com.acme.Dao", "load", "Dao.java");
  private static final Frame SLEEP = Frame.method("java.lang.Thread", "sleep", "Thread.java");
  private static final Frame AWAIT = Frame.of(Frame.Kind.AWAIT, "[await]  until dispatch");

  @Test
  void withoutATimelineTheTreeFromLeftToRight() {
    CallNode sleep = method("java.lang.Thread", "sleep", 0, 2).build();
    CallNode load = method("com.acme.Dao", "load", 14, 1, sleep).build();
    Profile profile =
        request("GET", "/a", root("GET /a", load, await("[await]  until dispatch", 4)).build());

    JsonNode json = Formatted.json(REPORT, profile);

    assertThat(json.get("$schema").asText())
        .isEqualTo("https://www.speedscope.app/file-format-schema.json");
    assertThat(json.get("name").asText()).isEqualTo("GET /a 200 in 0.007 s");
    assertThat(json.get("profiles")).hasSize(1);
    assertThat(described(json, 0))
        .containsExactly(
            "GET /a 0-7000000 nanoseconds",
            "GET /a > com.acme.Dao.load 1000000",
            "GET /a > com.acme.Dao.load > java.lang.Thread.sleep 2000000",
            "GET /a > [await]  until dispatch 4000000");
    assertThat(json.at("/shared/frames/1"))
        .hasToString("{\"name\":\"com.acme.Dao.load\",\"file\":\"Dao.java\"}");
  }

  @Test
  void eachThreadWithLanesIsAProfileOfItsOwn() {
    CallNode nested = lane("pool-2", method("com.acme.Task", "nested", 1, 5).build()).build();
    CallNode first =
        lane("pool-1", method("com.acme.Task", "first", 1, 3).addLane(nested).build()).build();
    CallNode second = lane("pool-1", method("com.acme.Task", "second", 1, 4).build()).build();
    CallNode start =
        method("com.acme.Routes", "start", 1, 2).addLane(first).addLane(second).build();

    JsonNode json = Formatted.json(REPORT, profileOf(root("GET /a", start).build()).build());

    assertThat(json.get("profiles")).hasSize(3);
    assertThat(described(json, 0))
        .containsExactly("GET /a 0-2000000 nanoseconds", "GET /a > com.acme.Routes.start 2000000");
    assertThat(described(json, 1))
        .containsExactly(
            "on thread pool-1 0-7000000 nanoseconds",
            "pool-1 > com.acme.Task.first 3000000",
            "pool-1 > com.acme.Task.second 4000000");
    assertThat(described(json, 2))
        .containsExactly(
            "on thread pool-2 0-5000000 nanoseconds", "pool-2 > com.acme.Task.nested 5000000");
  }

  @Test
  void withATimelineWhatHappenedWhenAndAGapWhereTheThreadDidSomethingElse() {
    Profile profile =
        with(
            timeline(
                track("qtp-1", false, run(0, 3, LOAD), run(3, 2, LOAD, SLEEP), run(5, 1)),
                track("", false, run(6, 4, AWAIT)),
                track("pool-1", true, run(2, 3, SLEEP)),
                track("pool-1", true, run(9, 1, LOAD)),
                track("qtp-2", false, run(10, 2, LOAD))));

    JsonNode json = Formatted.json(REPORT, profile);

    assertThat(json.get("profiles")).hasSize(2);
    assertThat(described(json, 0))
        .containsExactly(
            "GET /a 0-12 nanoseconds",
            "GET /a > com.acme.Dao.load 3",
            "GET /a > com.acme.Dao.load > java.lang.Thread.sleep 2",
            "GET /a 1",
            "GET /a > [await]  until dispatch 4",
            "GET /a > com.acme.Dao.load 2");
    assertThat(described(json, 1))
        .containsExactly(
            "on thread pool-1 0-10 nanoseconds",
            " 2",
            "pool-1 > java.lang.Thread.sleep 3",
            " 4",
            "pool-1 > com.acme.Dao.load 1");
  }

  @Test
  void whatTheRequestDidOnTwoThreadsAtOnceIsNotDrawnOnTopOfEachOther() {
    Profile profile =
        with(
            timeline(
                track("qtp-1", false, run(0, 5, LOAD)),
                track("qtp-2", false, run(3, 4, SLEEP)),
                track("qtp-3", false, run(5, 1, LOAD)),
                track("", true, run(1, 2, LOAD)),
                track("", true, run(2, 2, LOAD)),
                track("", true)));

    JsonNode json = Formatted.json(REPORT, profile);

    assertThat(described(json, 0))
        .containsExactly(
            "GET /a 0-6 nanoseconds",
            "GET /a > com.acme.Dao.load 5",
            "GET /a > com.acme.Dao.load 1");
    assertThat(described(json, 1))
        .containsExactly(
            "also on qtp-2 0-7 nanoseconds", " 3", "GET /a > java.lang.Thread.sleep 4");
    assertThat(json.get("profiles")).hasSize(4);
  }

  @Test
  void theSameFrameIsThereOnce() {
    CallNode tree =
        root(
                "GET /a",
                method("com.acme.A", "a", 1, 1).build(),
                method("com.acme.A", "a", 2, 1).build(),
                method("com.acme.B", "a", 1, 1).build())
            .build();

    assertThat(Formatted.json(REPORT, profileOf(tree).build()).at("/shared/frames")).hasSize(3);
  }

  private static Profile with(Timeline timeline) {
    return profileOf(root("GET /a").build()).build().toBuilder().timeline(timeline).build();
  }

  private static Timeline timeline(Timeline.Track... tracks) {
    return new Timeline(List.of(tracks), 0);
  }

  private static Timeline.Track track(String thread, boolean lane, Timeline.Run... runs) {
    return new Timeline.Track(thread, lane, List.of(runs));
  }

  private static Timeline.Run run(long start, long nanos, Frame... stack) {
    return new Timeline.Run(start, nanos, List.of(stack), WaitKind.WAITING);
  }

  /** Its name and extent, then each sample: the frames' names and the weight. */
  private static List<String> described(JsonNode json, int index) {
    JsonNode profile = json.get("profiles").get(index);
    assertThat(profile.get("type").asText()).isEqualTo("sampled");
    List<String> lines = new ArrayList<>();
    lines.add(
        profile.get("name").asText()
            + " "
            + profile.get("startValue")
            + "-"
            + profile.get("endValue")
            + " "
            + profile.get("unit").asText());
    JsonNode samples = profile.get("samples");
    assertThat(profile.get("weights")).hasSameSizeAs(samples);
    for (int i = 0; i < samples.size(); i++) {
      List<String> names = new ArrayList<>();
      samples
          .get(i)
          .forEach(
              frame -> names.add(json.at("/shared/frames/" + frame.asInt() + "/name").asText()));
      lines.add(String.join(" > ", names) + " " + profile.get("weights").get(i));
    }
    return lines;
  }
}
