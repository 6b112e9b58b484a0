package io.github.requestree.text;

import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.Repeats;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.TreeWalk;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is printed adds up, whatever the tree, the unit and the resolution. */
class TextSumsTest {
  private static final int TREES = Repeats.of(600);
  private static final Pattern LINE =
      Pattern.compile("  ([ │├└─⇢]*)([0-9.]+) (m?s) +<?([0-9]+)%  (.*)");
  private static final Pattern ZERO = Pattern.compile(" [0.]+ m?s +0%  ");

  private record Line(int depth, double nanos, boolean lane, String text) {}

  @Test
  void theLinesBelowALineAddUpToNoMoreAndToNoLessThanIsShorterThanTheResolution() {
    Random random = new Random(3);
    for (int seed = 0; seed < TREES; seed++) {
      Profile profile = profile(seed, random);
      if (ShortText.suits(profile)) {
        continue;
      }
      String text = TextReport.create().toText(profile);
      List<Line> lines = lines(Texts.treeOf(text));
      double unit = unit(text);
      for (int i = 0; i < lines.size(); i++) {
        List<Line> children = childrenOf(lines, i);
        if (children.isEmpty()) {
          continue;
        }
        double sum = children.stream().mapToDouble(Line::nanos).sum();
        double rounding = unit / 2 * (children.size() + 1) + 1;
        double hidden = profile.sampling().resolutionNanos() + unit;
        assertThat(sum)
            .as("seed %s, below %s in%n%s", seed, lines.get(i), text)
            .isBetween(lines.get(i).nanos() - rounding - hidden, lines.get(i).nanos() + rounding);
      }
    }
  }

  @Test
  void theLanesThatWereHandedOffKeepTheirTime() {
    Random random = new Random(4);
    for (int seed = 0; seed < TREES; seed++) {
      CallNode root = scaled(randomTree(seed, 200), 1 + random.nextInt(200));
      TimeColumn times = TimeColumn.of(root.totalNanos(), millis(random.nextInt(20)));
      LaneText lane = new LaneText(new SafeText(false), Symbols.UNICODE, 0);

      CallNode folded = new FoldTimeless(times, lane).fold(root).root();

      assertThat(folded.totalNanos()).isEqualTo(root.totalNanos());
      assertThat(lanes(folded, times)).isEqualTo(lanes(root, times));
      for (CallNode node : TreeWalk.nodesWithLanes(folded)) {
        assertThat(node == folded || !times.isNothing(node.totalNanos())).isTrue();
      }
    }
  }

  @Test
  void noLineHasNoTime() {
    Random random = new Random(5);
    for (int seed = 0; seed < TREES; seed++) {
      String text = TextReport.create().toText(profile(seed, random));

      assertThat(ZERO.matcher(text.substring(text.indexOf('\n'))).find()).as(text).isFalse();
    }
  }

  private static Profile profile(int seed, Random random) {
    CallNode root = scaled(randomTree(seed, 30 + random.nextInt(300)), 1 + random.nextInt(100));
    long resolutionNanos = millis(random.nextInt(25));
    return profileOf(root).sampling(new Profile.Sampling(4, 171, resolutionNanos, 0, 0)).build();
  }

  /** The same tree, each time so many times as long. */
  private static CallNode scaled(CallNode node, int factor) {
    CallNode.Builder builder = node.toBuilder().selfNanos(node.selfNanos() * factor);
    builder.children(node.children().stream().map(child -> scaled(child, factor)).toList());
    node.selfWaiting().forEach((kind, nanos) -> builder.selfWaiting(kind, nanos * factor));
    return builder.lanes(node.lanes().stream().map(lane -> scaled(lane, factor)).toList()).build();
  }

  private static List<Long> lanes(CallNode root, TimeColumn times) {
    return TreeWalk.lanes(root).stream()
        .map(CallNode::totalNanos)
        .filter(nanos -> !times.isNothing(nanos))
        .sorted()
        .toList();
  }

  private static double unit(String text) {
    Matcher first = LINE.matcher(text.lines().skip(2).findFirst().orElseThrow());
    assertThat(first.matches()).as(text).isTrue();
    String figure = first.group(2);
    int decimals = figure.contains(".") ? figure.length() - figure.indexOf('.') - 1 : 0;
    return (first.group(3).equals("s") ? 1e9 : 1e6) / Math.pow(10, decimals);
  }

  private static List<Line> lines(String tree) {
    List<Line> lines = new ArrayList<>();
    for (String line : tree.lines().toList()) {
      Matcher parts = LINE.matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      double nanos = Double.parseDouble(parts.group(2)) * (parts.group(3).equals("s") ? 1e9 : 1e6);
      String before = parts.group(1);
      lines.add(new Line(depth(before), nanos, before.contains("⇢"), parts.group(5)));
    }
    return lines;
  }

  /** Times stand right-aligned after the connector. */
  private static int depth(String before) {
    return before.stripTrailing().length() == 0 ? 0 : (before.stripTrailing().length() + 2) / 3;
  }

  private static List<Line> childrenOf(List<Line> lines, int parent) {
    List<Line> children = new ArrayList<>();
    int depth = lines.get(parent).depth();
    for (int i = parent + 1; i < lines.size() && lines.get(i).depth() > depth; i++) {
      if (lines.get(i).depth() == depth + 1 && !lines.get(i).lane()) {
        children.add(lines.get(i));
      }
    }
    return children;
  }
}
