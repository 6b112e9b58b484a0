package io.github.requestree.export;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.request;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.requestree.Repeats;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.servlet.EveryFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

  static List<ReportFormat> formats() {
    return EveryFormat.list();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 100, 1_000, 10_000})
  void everyTotalIsThatOfTheProfile(int nodes) {
    for (int seed = 0; seed < Math.max(2, Repeats.of(400 / nodes)); seed++) {
      CallNode tree = randomTree(seed, nodes);
      Profile profile = profileOf(tree).overlapNanos(tree.totalNanos() / 3).build();
      assertTotals(profile);
    }
  }

  @Test
  void soIsThatOfARouteWhichIsMergedFromManyProfiles() {
    List<Profile> merged = new ArrayList<>();
    RouteTotals totals = RouteTotals.inFrontOf(merged::add);
    for (int seed = 0; seed < 30; seed++) {
      totals.accept(request("GET", "/orders", randomTree(seed, 300)));
    }
    totals.close();

    assertThat(merged).hasSize(1);
    assertTotals(merged.get(0));
  }

  private static void assertTotals(Profile profile) {
    CallNode tree = profile.root();
    long total = profile.durationNanos() + profile.overlapNanos();
    assertThat(collapsed(profile)).isEqualTo(total);
    assertThat(speedscope(profile)).isEqualTo(total);
    assertThat(Formatted.json(JsonReport.create(), profile).at("/root/totalNanos").asLong())
        .isEqualTo(total);
    PprofFile pprof = PprofFile.of(profile);
    assertThat(pprof.sum(0)).isEqualTo(total);
    assertThat(pprof.sum(1)).isEqualTo(profile.cpuNanos().orElseThrow());
    assertThat(pprof.sum(2))
        .isEqualTo(tree.totalWaiting().values().stream().mapToLong(Long::longValue).sum());
    assertThat(pprof.sampleTypes.size() > 3 ? pprof.sum(3) : 0).isEqualTo(lanes(tree));
  }

  private static long collapsed(Profile profile) {
    return Formatted.text(CollapsedReport.create(), profile)
        .lines()
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static long speedscope(Profile profile) {
    JsonNode json = Formatted.json(SpeedscopeReport.create(), profile);
    long total = 0;
    for (JsonNode weight : json.at("/profiles/0/weights")) {
      total += weight.asLong();
    }
    assertThat(json.at("/profiles/0/endValue").asLong()).isEqualTo(total);
    return total;
  }

  private static long lanes(CallNode tree) {
    return TreeWalk.lanes(tree).stream().mapToLong(CallNode::totalNanos).sum();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void treesAsLargeAndDeepAsTheyGetAreWritten(ReportFormat format) {
    CallNode tree = deepTree(new Random(4), 10_000, 512);
    Profile profile = profileOf(root("GET /deep", tree).build()).build();

    assertThat(size(format, profile)).isPositive();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void aPathOfTenThousandNodesOverflowsNoStack(ReportFormat format) {
    CallNode node = method("com.acme.Deep", "innermost", 1, 1).build();
    for (int i = 0; i < 10_000; i++) {
      node = method("com.acme.Deep", "call" + i % 7, 1, i % 100 == 0 ? 1 : 0, node).build();
    }
    assertThat(size(format, profileOf(root("GET /deep", node).build()).build())).isPositive();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void lanesThatHandOffLanesTenThousandTimesOverflowNoStack(ReportFormat format) {
    CallNode lane = CallNode.builder(root("pool-0").build().frame()).selfNanos(1).build();
    for (int i = 0; i < 10_000; i++) {
      CallNode task = method("com.acme.Task", "run", 1, 2).addLane(lane).build();
      lane = root("pool-" + i % 3, task).build();
    }
    Profile profile = profileOf(root("GET /relay").selfNanos(1).addLane(lane).build()).build();

    assertThat(size(format, profile)).isPositive();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void whatTookNoTimeIsWritten(ReportFormat format) {
    Profile profile = profileOf(root("GET /fast").build()).build();

    assertThat(size(format, profile)).isNotNegative();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void theSameProfileGivesTheSameBytes(ReportFormat format) {
    Profile profile = profileOf(randomTree(3, 1_000)).build();

    assertThat(Formatted.bytes(format, profile)).isEqualTo(Formatted.bytes(format, profile));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void theStreamIsNeitherFlushedNorClosed(ReportFormat format) throws IOException {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void flush() {
            throw new AssertionError("flushed");
          }

          @Override
          public void close() {
            throw new AssertionError("closed");
          }
        };

    format.write(profileOf(randomTree(3, 1_000)).build(), out);
  }

  @Test
  void eachFormatHasASuffixOfItsOwn() {
    assertThat(formats())
        .extracting(ReportFormat::fileSuffix)
        .containsExactly(
            ".txt", ".json", ".speedscope.json", ".collapsed.txt", ".pprof.gz", ".html");
  }

  /** Most of its nodes are near the bottom, which makes paths long. */
  private static CallNode deepTree(Random random, int nodes, int depth) {
    CallNode node = method("com.acme.Deep", "bottom", 1, 1).build();
    int siblings = nodes / depth;
    for (int level = depth - 1; level > 0; level--) {
      CallNode.Builder parent =
          method("com.acme.Deep" + random.nextInt(5), "level" + level, level, 0.1, node);
      for (int i = 1; i < siblings; i++) {
        parent.addChild(method("com.acme.Leaf", "leaf" + i, i, random.nextInt(3)).build());
      }
      node = parent.build();
    }
    return node;
  }

  private static long size(ReportFormat format, Profile profile) {
    long[] size = new long[1];
    try {
      format.write(
          profile,
          new OutputStream() {
            @Override
            public void write(int b) {
              size[0]++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              size[0] += length;
            }
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return size[0];
  }
}
