package io.github.requestree.export;

import static io.github.requestree.profile.EventFixture.event;
import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.root;
import static io.github.requestree.profile.ProfileFixture.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.servlet.EveryFormat;
import io.github.requestree.shaping.Shaping;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private static final JsonReport REPORT = JsonReport.create();

  @Test
  void theDocumentOfASmallProfile() {
    CallNode sleep = waiting("java.lang.Thread", "sleep", WaitKind.SLEEPING, 2).build();
    CallNode load = method("com.acme.Dao", "load", 14, 1, sleep).selfCpuNanos(900_000).build();
    Profile profile =
        profileOf(root("GET /a", load).build())
            .request(new Profile.Request("GET", "/a/7", "/a/*", 200, null))
            .sampling(new Profile.Sampling(4, 171, 1_000_000, 6_000, 0))
            .build();

    assertThat(Formatted.text(REPORT, profile))
        .isEqualTo(
            """
            {"format":"requestree","version":1,"id":"fixture","name":"GET /a",\
            "startedAt":"2026-11-22T14:53:35.120Z","durationNanos":3000000,"overlapNanos":0,\
            "cpuNanos":900000,"allocatedBytes":212000,"thread":"qtp1-33","stillRunning":false,\
            "request":{"method":"GET","path":"/a/7","route":"/a/*","status":200,"failure":null,"handler":null},\
            "totals":null,"sampling":{"walks":4,"polls":171,"resolutionNanos":1000000,\
            "ownCostNanos":6000,"unclockedNanos":0},"surroundings":{"inFlightAtStart":null,\
            "inFlightAtMost":null,"queuedNanos":null,"lateStarts":[],"trace":null,"gcPauses":null},"usual":null,\
            "notes":[],"frames":[{"kind":"ROOT","className":"","name":"GET /a",\
            "label":"GET /a","file":null,"library":false},\
            {"kind":"METHOD","className":"com.acme.Dao","name":"load","label":"Dao.load",\
            "file":"Dao.java","library":false},{"kind":"METHOD","className":"java.lang.Thread",\
            "name":"sleep","label":"Thread.sleep","file":"Thread.java","library":true,"libraryName":"java"}],"root":{"frame":0,\
            "totalNanos":3000000,"totalCpuNanos":900000,"count":1,"children":[{"frame":1,"line":14,\
            "totalNanos":3000000,"selfNanos":1000000,"totalCpuNanos":900000,"selfCpuNanos":900000,\
            "count":1,"children":[{"frame":2,"totalNanos":2000000,"selfNanos":2000000,\
            "waiting":{"SLEEPING":2000000},"count":1}]}]},\
            "timeline":{"tracks":[],"mergedRuns":0},"events":[],"findings":[{"kind":"WAITING",\
            "sentence":"67 % sleeps in Dao.load  Dao.java:14","nanos":2000000,"node":1}]}
            """);
  }

  @Test
  void whatElseAProfileMayKnow() {
    CallNode blocking =
        method("com.acme.Loop", "tick", 3, 5)
            .evidence(CallNode.Evidence.of(2, 0))
            .errorNanos(70)
            .count(3)
            .detail("held by a")
            .addBlocks(new CallNode.Blocks("loop-1", 42))
            .addLane(
                lane("pool-1", method("com.acme.Task", "run", 8, 9).build())
                    .lane(new CallNode.Lane("pool-1", true, false, 11, 12))
                    .build())
            .build();
    StackTraceElement busy = new StackTraceElement("com.acme.Busy", "work", null, -2);
    CallNode usual = root("GET /a", method("com.acme.Rare", "once", 1, 1).build()).build();
    Frame tick = blocking.frame();
    Profile profile =
        profileOf(root("GET /a", blocking, await("[await]  until dispatch", 7)).build())
            .totals(
                new Profile.Totals(
                    9, 1, 2, 3, 4, 5, 6, 7, false, 6, List.of(profileOf(usual).build())))
            .surroundings(
                new Surroundings(
                    1,
                    2,
                    OptionalLong.of(3),
                    List.of(
                        new Surroundings.LateStart(
                            "pool-1", 4, new Surroundings.BusyWith("/b", List.of(busy), 5)),
                        new Surroundings.LateStart("pool-2", 6, null)),
                    new Surroundings.Trace("4bf9", "00f0"),
                    new Surroundings.Pauses(2, 120_000_000)))
            .events(
                event("sql", "select 1")
                    .at("com.acme.Dao", "load", 14)
                    .count(12)
                    .failures(2)
                    .totalNanos(100)
                    .longestRun(4)
                    .attribute("rows", "7")
                    .build(),
                event("http", "GET a").totalNanos(9).build())
            .note("something was cut")
            .build()
            .toBuilder()
            .baseline(new Profile.Baseline(30, 1_000_000, usual))
            .timeline(
                new Timeline(
                    List.of(
                        new Timeline.Track(
                            "qtp1-33",
                            false,
                            List.of(
                                new Timeline.Run(0, 3, List.of(), null),
                                new Timeline.Run(3, 2, List.of(tick), WaitKind.LOCK)))),
                    8))
            .build();

    JsonNode json = Formatted.json(REPORT, profile);

    JsonNode node = json.at("/root/children/0");
    assertThat(node.at("/blocks")).hasToString("{\"thread\":\"loop-1\",\"nanos\":42}");
    assertThat(node.at("/details")).hasToString("[\"held by a\"]");
    assertThat(node.at("/walks").asInt()).isEqualTo(2);
    assertThat(node.at("/errorNanos").asInt()).isEqualTo(70);
    assertThat(node.at("/count").asInt()).isEqualTo(3);
    assertThat(node.at("/lanes/0/lane"))
        .hasToString(
            "{\"thread\":\"pool-1\",\"cut\":true,\"cpuMeasured\":false,\"wallNanos\":11,\"lateNanos\":12}");
    assertThat(node.at("/lanes/0/children/0/totalNanos").asLong()).isEqualTo(millis(9));
    assertThat(json.at("/root/totalNanos").asLong()).isEqualTo(millis(12));
    assertThat(json.at("/totals"))
        .hasToString(
            "{\"count\":9,\"errors\":1,\"meanNanos\":2,\"p50Nanos\":3,\"p90Nanos\":4,"
                + "\"p95Nanos\":5,\"p99Nanos\":6,\"maxNanos\":7,"
                + "\"percentilesExact\":false,\"sampleSize\":6,\"worst\":[{\"id\":\"fixture\",\"name\":\"GET /a\",\"path\":null,\"durationNanos\":1000000}]}");
    assertThat(json.at("/surroundings"))
        .hasToString(
            "{\"inFlightAtStart\":1,\"inFlightAtMost\":2,\"queuedNanos\":3,\"lateStarts\":["
                + "{\"thread\":\"pool-1\",\"lateNanos\":4,\"busyWith\":{\"route\":\"/b\",\"stack\":["
                + "{\"className\":\"com.acme.Busy\",\"method\":\"work\",\"file\":null,\"line\":null}],"
                + "\"nanos\":5}},{\"thread\":\"pool-2\",\"lateNanos\":6,\"busyWith\":null}],"
                + "\"trace\":{\"traceId\":\"4bf9\",\"spanId\":\"00f0\"},"
                + "\"gcPauses\":{\"count\":2,\"nanos\":120000000}}");
    assertThat(json.at("/usual/count").asInt()).isEqualTo(30);
    assertThat(json.at("/usual/meanNanos").asInt()).isEqualTo(1_000_000);
    assertThat(json.at("/usual/medianNanos").asInt()).isEqualTo(1_000_000);
    assertThat(frame(json, json.at("/usual/root/children/0"))).isEqualTo("once");
    assertThat(json.at("/timeline/mergedRuns").asInt()).isEqualTo(8);
    JsonNode run = json.at("/timeline/tracks/0/runs/1");
    assertThat(run.at("/startNanos").asInt()).isEqualTo(3);
    assertThat(run.at("/waiting").asText()).isEqualTo("LOCK");
    assertThat(json.at("/frames").get(run.at("/stack/0").asInt()).at("/name").asText())
        .isEqualTo("tick");
    assertThat(json.at("/events/0"))
        .hasToString(
            "{\"kind\":\"sql\",\"text\":\"select 1\",\"place\":{\"className\":\"com.acme.Dao\","
                + "\"method\":\"load\",\"file\":\"Dao.java\",\"line\":14},\"count\":12,"
                + "\"failures\":2,\"totalNanos\":100,\"maxNanos\":8,\"longestRun\":4,"
                + "\"attributes\":{\"rows\":\"7\"}}");
    assertThat(json.at("/events/1/place").isNull()).isTrue();
    assertThat(json.at("/notes")).hasToString("[\"something was cut\"]");
  }

  @Test
  void whatIsNotKnownIsNull() {
    Profile profile =
        profileOf(root("job").build())
            .request(new Profile.Request("GET", "/", "/", 0, null))
            .cpuNanos(OptionalLong.empty())
            .allocatedBytes(OptionalLong.empty())
            .build();

    JsonNode json = Formatted.json(REPORT, profile);

    assertThat(
            List.of(
                json.get("cpuNanos"),
                json.get("allocatedBytes"),
                json.get("request").get("status"),
                json.get("totals"),
                json.get("usual")))
        .allMatch(JsonNode::isNull);
  }

  @Test
  void whatIsALibraryIsSaidByTheShaping() {
    Profile profile =
        profileOf(root("job", method("com.acme.Dao", "load", 1, 1).build()).build()).build();
    Shaping acme = Shaping.builder().hide(List.of("com.acme.*")).build();

    assertThat(Formatted.json(REPORT, profile).at("/frames/1/library").asBoolean()).isFalse();
    assertThat(Formatted.json(JsonReport.create(acme), profile).at("/frames/1/library").asBoolean())
        .isTrue();
  }

  @Test
  void everyNodeAndFrameOfRandomTreesComesBackAsItWas() {
    for (int seed = 0; seed < 20; seed++) {
      CallNode tree = randomTree(seed, 500);
      JsonNode json = Formatted.json(REPORT, profileOf(tree).build());
      assertThat(outline(json)).isEqualTo(outline(tree));
    }
  }

  @Test
  void aPathOfTenThousandNodesOverflowsNoStack() {
    CallNode node = method("com.acme.Deep", "call", 1, 1).build();
    for (int i = 0; i < 10_000; i++) {
      node = method("com.acme.Deep", "call", 1, 1, node).build();
    }
    String text = Formatted.text(REPORT, profileOf(root("GET /deep", node).build()).build());

    assertThat(text.chars().filter(c -> c == '{').count())
        .isEqualTo(text.chars().filter(c -> c == '}').count())
        .isGreaterThan(10_000);
  }

  @Test
  void hostileTextComesBackAsItWasFromAsciiWithoutAnythingDangerous() {
    String evil =
        "</script><!--&\"\\\r\n\t\b\f\u0000\u001b[2J\u007f\u0085\u2028\u2029\u202e\u200b\ufeff é 😀";
    CallNode node = method("com.acme." + evil, evil, 1, 1).detail(evil).build();
    Profile profile =
        profileOf(root(evil, node).build())
            .name(evil)
            .thread(evil)
            .note(evil)
            .request(new Profile.Request(evil, evil, evil, 200, evil))
            .events(event(evil, evil).attribute(evil, evil).build())
            .build();

    String text = Formatted.text(REPORT, profile);
    JsonNode json = Formatted.json(REPORT, profile);

    assertThat(text.strip().codePoints())
        .noneMatch(c -> SafeText.isUnsafe(c) || c == '<' || c == '>' || c == '&');
    assertThat(text).contains("\\u001b[2J").contains("\\u2028\\u2029").contains(" é 😀");
    assertThat(json.at("/name").asText()).isEqualTo(evil);
    assertThat(json.at("/request/failure").asText()).isEqualTo(evil);
    assertThat(json.at("/events/0/attributes").get(evil).asText()).isEqualTo(evil);
    assertThat(json.at("/root/children/0/details/0").asText()).isEqualTo(evil);
  }

  /** A name of a member too: parsers of some languages refuse all of it, or tear what follows. */
  @Test
  void halfASurrogatePairIsReplacedWhereverItStands() {
    for (String half : List.of("\ud83d", "\ude00", "a\ud83d", "\ude00\ud83d", "\ud83db")) {
      Profile profile =
          profileOf(root("job").build())
              .name(half)
              .events(event(half, half).attribute(half, half).build())
              .build();
      String replaced = half.replaceAll("[\ud800-\udfff]", "\ufffd");
      JsonNode json = Formatted.json(REPORT, profile);

      assertThat(json.at("/name").asText()).isEqualTo(replaced);
      assertThat(json.at("/events/0/text").asText()).isEqualTo(replaced);
      assertThat(json.at("/events/0/attributes").get(replaced).asText()).isEqualTo(replaced);
      for (ReportFormat format : EveryFormat.list()) {
        if (format.fileSuffix().endsWith("json") || format.fileSuffix().endsWith("html")) {
          // Of a page the profile's JSON: its script knows surrogates, its title shows them
          // escaped.
          assertThat(
                  Formatted.text(format, profile)
                      .replaceFirst("(?s)^<!DOCTYPE html>.*?id=\"profile\">", "")
                      .replaceFirst("(?s)</script>.*", ""))
              .as(format.fileSuffix())
              .doesNotContainPattern("(?<!\\\\)\\\\u[dD][89abAB]");
        }
      }
    }
  }

  @Test
  void theSameProfileGivesTheSameBytes() {
    Profile profile = profileOf(randomTree(3, 1_000)).build();

    assertThat(Formatted.bytes(REPORT, profile)).isEqualTo(Formatted.bytes(REPORT, profile));
  }

  private static String frame(JsonNode json, JsonNode node) {
    return json.get("frames").get(node.get("frame").asInt()).get("name").asText();
  }

  private static String outline(CallNode root) {
    StringBuilder lines = new StringBuilder();
    Deque<CallNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      CallNode node = open.pop();
      lines.append(node.frame().name()).append(' ').append(node.line()).append(' ');
      lines.append(node.totalNanos()).append(' ').append(node.selfNanos()).append(' ');
      lines.append(node.totalCpuNanos()).append(' ').append(node.totalWalks()).append(' ');
      lines.append(
          node.selfWaiting().entrySet().stream()
              .map(waiting -> waiting.getKey() + "=" + waiting.getValue())
              .collect(Collectors.joining(",")));
      lines.append(node.children().size()).append(' ').append(node.lanes().size()).append('\n');
      node.lanes().forEach(open::push);
      node.children().forEach(open::push);
    }
    return lines.toString();
  }

  private static String outline(JsonNode json) {
    StringBuilder lines = new StringBuilder();
    Deque<JsonNode> open = new ArrayDeque<>(List.of(json.get("root")));
    while (!open.isEmpty()) {
      JsonNode node = open.pop();
      lines.append(frame(json, node)).append(' ').append(node.path("line").asLong()).append(' ');
      lines.append(node.get("totalNanos").asLong()).append(' ');
      lines.append(node.path("selfNanos").asLong()).append(' ');
      lines.append(node.path("totalCpuNanos").asLong()).append(' ');
      lines.append(node.path("walks").asLong()).append(' ');
      lines.append(
          node.path("waiting").properties().stream()
              .map(waiting -> waiting.getKey() + "=" + waiting.getValue().asLong())
              .collect(Collectors.joining(",")));
      lines.append(node.path("children").size()).append(' ');
      lines.append(node.path("lanes").size()).append('\n');
      all(node.path("lanes")).forEach(open::push);
      all(node.path("children")).forEach(open::push);
    }
    return lines.toString();
  }

  private static List<JsonNode> all(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
