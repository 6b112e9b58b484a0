package io.github.requestree.export;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.request;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PprofReportTest {

  @Test
  void wallCpuAndWaitingWithTheLabelsOfTheRequest() {
    CallNode sleep = waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 2).build();
    CallNode load = method("com.acme.Dao", "load", 14, 1, sleep).selfCpuNanos(900_000).build();
    Profile profile =
        profileOf(root("GET /a", load, await("[await]  until dispatch", 4)).build())
            .request(new Profile.Request("GET", "/a/7", "/a/*", 200, null))
            .surroundings(
                new Surroundings(
                    0,
                    0,
                    OptionalLong.empty(),
                    List.of(),
                    new Surroundings.Trace("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"),
                    null))
            .note("something was cut")
            .build();

    PprofFile file = PprofFile.of(profile);

    assertThat(file.sampleTypes)
        .containsExactly("wall/nanoseconds", "cpu/nanoseconds", "waiting/nanoseconds");
    assertThat(file.samples).hasSize(3);
    assertThat(file.samples.get(0).stack())
        .containsExactly("com.acme.Dao.load Dao.java:14", "GET /a :0");
    assertThat(file.samples.get(0).values()).containsExactly(millis(1), 900_000L, 0L);
    assertThat(file.samples.get(1).stack())
        .containsExactly(
            "[sleeping] :0",
            "java.lang.Thread.sleep Thread.java:0",
            "com.acme.Dao.load Dao.java:14",
            "GET /a :0");
    assertThat(file.samples.get(1).values()).containsExactly(millis(2), 0L, millis(2));
    assertThat(file.samples.get(2).values()).containsExactly(millis(4), 0L, 0L);
    Map<String, String> labels =
        Map.of(
            "method",
            "GET",
            "route",
            "/a/*",
            "status",
            "200",
            "trace_id",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "span_id",
            "00f067aa0ba902b7");
    assertThat(file.samples.get(0).labels()).isEqualTo(labels);
    assertThat(file.samples.get(1).labels()).isEqualTo(labels);
    assertThat(file.comments).containsExactly("GET /a", "something was cut");
    assertThat(file.durationNanos).isEqualTo(millis(7));
    assertThat(file.period).isEqualTo(millis(1));
    assertThat(file.timeNanos).isEqualTo(ProfileFixture.START.toEpochMilli() * 1_000_000);
  }

  @Test
  void aNodeThatWaitedForTwoThingsAndWorkedIsThreeSamples() {
    CallNode mixed =
        method("com.acme.Upload", "copy", 17, 9)
            .selfCpuNanos(millis(3))
            .selfWaiting(WaitKind.FILE, millis(4))
            .selfWaiting(WaitKind.LOCK, millis(2))
            .build();

    PprofFile file = PprofFile.of(profileOf(root("job", mixed).build()).build());

    assertThat(file.samples)
        .extracting(sample -> sample.stack().get(0) + " " + sample.values())
        .containsExactlyInAnyOrder(
            "[file] :0 [4000000, 0, 4000000]",
            "[lock] :0 [2000000, 0, 2000000]",
            "com.acme.Upload.copy Upload.java:17 [3000000, 3000000, 0]");
    assertThat(file.samples).extracting(PprofFile.Sample::labels).containsOnly(Map.of());
  }

  @Test
  void lanesHaveSampleTypesOfTheirOwnAndNoLabelOfTheirThread() {
    CallNode wait = waiting("com.acme.Stock", "reserve", WaitKind.LOCK, 5).build();
    CallNode lane = lane("pool-1", method("com.acme.Task", "run", 8, 3, wait).build()).build();
    CallNode submit = method("com.acme.Routes", "start", 4, 2).addLane(lane).build();

    PprofFile file = PprofFile.of(request("GET", "/a", root("GET /a", submit).build()));

    assertThat(file.sampleTypes)
        .containsExactly(
            "wall/nanoseconds",
            "cpu/nanoseconds",
            "waiting/nanoseconds",
            "lane_wall/nanoseconds",
            "lane_cpu/nanoseconds",
            "lane_waiting/nanoseconds");
    assertThat(file.sum(0)).isEqualTo(millis(2));
    assertThat(file.sum(3)).isEqualTo(millis(8));
    assertThat(file.sum(5)).isEqualTo(millis(5));
    assertThat(file.samples.get(2).labels())
        .isEqualTo(Map.of("method", "GET", "route", "/a", "status", "200"));
    assertThat(file.samples.get(2).stack())
        .containsExactly(
            "[lock] :0",
            "com.acme.Stock.reserve Stock.java:0",
            "com.acme.Task.run Task.java:8",
            "pool-1 :0");
  }

  @Test
  void onePartHasOneSampleTypeAndNoLabelOfTheRequest() {
    CallNode wait = waiting("com.acme.Stock", "reserve", WaitKind.LOCK, 5).build();
    CallNode lane = lane("pool-1", method("com.acme.Task", "run", 8, 3, wait).build()).build();
    CallNode submit =
        method("com.acme.Routes", "start", 4, 2).selfCpuNanos(1_000).addLane(lane).build();
    Profile profile = request("GET", "/a", root("GET /a", submit).build());

    PprofFile wall = PprofFile.of(profile, PprofReport.Content.WALL);
    assertThat(wall.sampleTypes).containsExactly("wall/nanoseconds");
    assertThat(wall.sum(0)).isEqualTo(millis(2));
    PprofFile cpu = PprofFile.of(profile, PprofReport.Content.CPU);
    assertThat(cpu.sampleTypes).containsExactly("cpu/nanoseconds");
    assertThat(cpu.sum(0)).isEqualTo(1_000);
    PprofFile lanes = PprofFile.of(profile, PprofReport.Content.LANE_WALL);
    assertThat(lanes.sampleTypes).containsExactly("wall/nanoseconds");
    assertThat(lanes.sum(0)).isEqualTo(millis(8));
    assertThat(lanes.samples).hasSize(2).allMatch(sample -> sample.labels().isEmpty());
  }

  @Test
  void theHeaderOfTheFileHasNoTime() {
    byte[] bytes =
        Formatted.bytes(PprofReport.create(), request("GET", "/a", root("GET /a").build()));

    assertThat(List.of(bytes[0], bytes[1], bytes[4], bytes[5], bytes[6], bytes[7]))
        .containsExactly((byte) 0x1f, (byte) 0x8b, (byte) 0, (byte) 0, (byte) 0, (byte) 0);
  }

  @Test
  void hostileNamesControlNoTerminal() {
    String evil = "a\r\n\u001b[2J\u202e\ud800";
    Profile profile =
        profileOf(root(evil, method(evil, evil, 1, 1).build()).build())
            .request(new Profile.Request(evil, evil, evil, 200, null))
            .build();

    PprofFile file = PprofFile.of(profile);

    assertThat(file.samples.get(0).toString()).contains("\\u001B[2J\\u202E\\uD800");
    assertThat(file.samples.get(0).toString().codePoints()).noneMatch(SafeText::isUnsafe);
  }
}
