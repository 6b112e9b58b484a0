package io.github.requestree.export;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class CollapsedReportTest {
  private static final CollapsedReport REPORT = CollapsedReport.create();

  @Test
  void aLineForEachNodeWithTimeOfItsOwn() {
    CallNode lane = lane("pool-1", method("com.acme.Task", "run", 1, 9).build()).build();
    CallNode load =
        method("com.acme.Dao", "load", 14, 1, method("java.lang.Thread", "sleep", 0, 2).build())
            .addLane(lane)
            .build();
    CallNode tree =
        root("GET /orders", load, notSampled(3), await("[await]  until dispatch", 4)).build();

    assertThat(Formatted.text(REPORT, profileOf(tree).build()))
        .isEqualTo(
            """
            GET_/orders;com.acme.Dao.load 1000000
            GET_/orders;com.acme.Dao.load;java.lang.Thread.sleep 2000000
            GET_/orders;[not_sampled] 3000000
            GET_/orders;[await]__until_dispatch 4000000
            """);
  }

  @Test
  void nothingInANameSplitsALine() {
    String evil = "a;b c\r\nGET 7\t\u00a0\u2028\u202e\ud800 é";
    CallNode node = method("com.acme." + evil, evil, 1, 1).build();
    CallNode nameless = CallNode.builder(Frame.of(Frame.Kind.AWAIT, "")).selfNanos(5).build();

    assertThat(Formatted.text(REPORT, profileOf(root(";", node, nameless).build()).build()))
        .isEqualTo(
            """
            :;com.acme.a:b_c\\u000D\\u000AGET_7\\u0009_\\u2028\\u202E\\uD800_é\
            .a:b_c\\u000D\\u000AGET_7\\u0009_\\u2028\\u202E\\uD800_é 1000000
            :;_ 5
            """);
  }

  @Test
  void lambdasHaveTheSameNameInEachProcess() {
    CallNode old = method("com.acme.A$$Lambda$14/0x0000000800c8", "run", 0, 1).build();
    CallNode modern = method("com.acme.A$$Lambda/0x00007f2ac8", "run", 0, 2).build();

    assertThat(Formatted.text(REPORT, profileOf(root("job", old, modern).build()).build()))
        .isEqualTo("job;com.acme.A$$Lambda.run 1000000\njob;com.acme.A$$Lambda.run 2000000\n");
  }

  @Test
  void callsBeyondTheLongestLineAreTakenTogether() {
    CallNode node = method("com.acme.Deep", "m".repeat(400), 1, 1).build();
    for (int i = 0; i < 1_000; i++) {
      node = method("com.acme.Deep", "m".repeat(400) + i, 1, 1, node).build();
    }
    CallNode after = method("com.acme.Flat", "call", 1, 7).build();
    Profile profile = profileOf(root("GET /deep", node, after).build()).build();

    List<String> lines = Formatted.text(REPORT, profile).lines().toList();

    assertThat(lines)
        .allSatisfy(
            line ->
                assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(60_000));
    assertThat(lines.get(lines.size() - 1)).isEqualTo("GET_/deep;com.acme.Flat.call 7000000");
    assertThat(lines.get(lines.size() - 2)).contains(";[deeper] ").hasSizeGreaterThan(58_000);
    assertThat(lines.stream().filter(line -> line.contains("[deeper]"))).hasSize(1);
    assertThat(sum(lines)).isEqualTo(profile.durationNanos());
  }

  private static long sum(List<String> lines) {
    return lines.stream()
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
