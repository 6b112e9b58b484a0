package io.github.requestree.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.HostileText;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.TreeWalk;
import io.github.requestree.profile.WaitKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** No finding is contradicted by its own profile, whatever that is. */
class FindingsPropertiesTest {

  /** A million take minutes: {@code -Drequestree.findings.profiles=1000000}. */
  private static final int PROFILES = Integer.getInteger("requestree.findings.profiles", 10_000);

  private static final Pattern SHARE = Pattern.compile("~?(<?\\d+) % .*");

  @Test
  void noFindingIsContradictedByItsProfile() {
    Set<Finding.Kind> seen = EnumSet.noneOf(Finding.Kind.class);
    for (int seed = 0; seed < PROFILES; seed++) {
      Profile profile = new RandomProfile(seed).profile();
      try {
        List<Finding> findings = Findings.of(profile);
        assertThat(findings).hasSizeLessThanOrEqualTo(Findings.MAX_FINDINGS);
        for (Finding finding : findings) {
          assertSaysIt(finding, profile);
          assertShowsIt(finding, profile);
          seen.add(finding.kind());
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
    assertThat(seen).as("each kind was tried").isEqualTo(EnumSet.allOf(Finding.Kind.class));
  }

  private static void assertSaysIt(Finding finding, Profile profile) {
    HostileText.assertPlain(finding.sentence());
    assertThat(finding.sentence()).hasSizeLessThanOrEqualTo(200).isNotBlank();
    assertThat(finding.asciiSentence()).hasSizeLessThanOrEqualTo(200).matches("\\p{ASCII}+");
    assertThat(finding.nanos()).isPositive();
    assertThat(finding.share()).isBetween(0.0, 1.0);
    Matcher share = SHARE.matcher(finding.sentence());
    if (share.matches()) {
      long percent = Math.round(100.0 * finding.nanos() / profile.durationNanos());
      assertThat(share.group(1)).isEqualTo(String.valueOf(percent));
    }
  }

  private static void assertShowsIt(Finding finding, Profile profile) {
    CallNode root = profile.root();
    CallNode node = finding.node();
    if (node != null) {
      assertThat(TreeWalk.nodesWithLanes(root)).as("its node").contains(node);
    }
    long nanos = finding.nanos();
    switch (finding.kind()) {
      case BLOCKED_THREAD ->
          assertThat(
                  sum(
                      TreeWalk.nodesWithLanes(root),
                      any -> any.blocks() == null ? 0 : any.blocks().nanos()))
              .isEqualTo(nanos);
      case LATE_START ->
          assertThat(profile.surroundings().lateStarts())
              .anyMatch(late -> late.lateNanos() == nanos);
      case QUERY, REMOTE_CALL -> {
        assertThat(profile.events()).contains(finding.event());
        String text = Objects.requireNonNull(finding.event()).text();
        long events =
            profile.events().stream()
                .filter(event -> event.text().equals(text))
                .mapToLong(Profile.Event::totalNanos)
                .sum();
        assertThat(nanos).isLessThanOrEqualTo(events);
        assertThat(Objects.requireNonNull(node).totalNanos()).isPositive();
      }
      case CALLS_IN_A_ROW -> {
        assertThat(nanos).isLessThanOrEqualTo(profile.durationNanos());
        assertThat(waited(root, WaitKind.HTTP_CLIENT) + waited(root, WaitKind.SOCKET))
            .as("calls at once are waited for once")
            .isGreaterThanOrEqualTo((long) (nanos * 0.9));
      }
      case WAITING -> {
        assertThat(root.totalWaiting().values()).anyMatch(waited -> waited >= nanos);
        assertThat(below(root, Objects.requireNonNull(node).frame())).isGreaterThanOrEqualTo(nanos);
      }
      case LANE ->
          assertThat(
                  TreeWalk.lanes(root).stream()
                      .mapToLong(lane -> below(lane, Objects.requireNonNull(node).frame()))
                      .sum())
              .isGreaterThanOrEqualTo(nanos);
      case COMPUTING ->
          assertThat(below(root, Objects.requireNonNull(node).frame()))
              .isGreaterThanOrEqualTo(nanos);
      case UNUSUAL ->
          assertThat(nanos)
              .isLessThanOrEqualTo(
                  profile.durationNanos()
                      - Objects.requireNonNull(profile.baseline()).medianNanos());
      case CLASS_LOADING -> assertThat(nanos).isLessThanOrEqualTo(root.totalNanos());
      case NOT_SCHEDULED -> assertThat(nanos).isLessThanOrEqualTo(root.totalNanos());
      case GARBAGE_COLLECTION ->
          assertThat(Objects.requireNonNull(profile.surroundings().gcPauses()).nanos())
              .isEqualTo(nanos);
      case NOT_SAMPLED ->
          assertThat(nanos)
              .isIn(
                  sum(TreeWalk.nodes(root), any -> of(any, Frame.Kind.NOT_SAMPLED)),
                  sum(TreeWalk.nodes(root), any -> of(any, Frame.Kind.AWAIT)));
    }
  }

  private static long waited(CallNode root, WaitKind kind) {
    return root.totalWaiting().getOrDefault(kind, 0L);
  }

  private static long of(CallNode node, Frame.Kind kind) {
    return node.frame().kind() == kind ? node.selfNanos() : 0;
  }

  private static long sum(List<CallNode> nodes, ToLongFunction<CallNode> time) {
    return nodes.stream().mapToLong(time).sum();
  }

  /** The time of all nodes of this frame, those within one another once; lanes are left out. */
  private static long below(CallNode node, Frame frame) {
    if (node.frame().equals(frame)) {
      return node.totalNanos();
    }
    return sum(node.children(), child -> below(child, frame));
  }
}
