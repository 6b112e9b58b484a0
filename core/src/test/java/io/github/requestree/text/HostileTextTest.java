package io.github.requestree.text;

import static io.github.requestree.profile.EventFixture.event;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HostileTextTest {
  private static final String EVIL =
      "a\r\n--- GET /forged --- 200 in 0.001 s\u001b[2J\u0085\u2028\u2029\u202e\u200b\ud800\udfff"
          + "\u0000\ufeff\udc00 end";
  private static final TextReport REPORT = TextReport.create();

  @Test
  void nothingFromOutsideBreaksALineOrControlsATerminal() {
    CallNode evil =
        CallNode.builder(Frame.method("com.acme." + EVIL, EVIL, EVIL))
            .line(3)
            .selfNanos(millis(50))
            .detail(EVIL)
            .addLane(lane(EVIL, randomTree(1, 5)).build())
            .build();
    CallNode await =
        CallNode.builder(Frame.of(Frame.Kind.AWAIT, EVIL)).selfNanos(millis(9)).build();
    Profile profile =
        profileOf(root(EVIL, evil, await).build())
            .name(EVIL)
            .thread(EVIL)
            .note(EVIL)
            .request(new Profile.Request(EVIL, EVIL, EVIL, 200, EVIL))
            .events(
                event(EVIL, EVIL)
                    .at(new StackTraceElement("com.acme." + EVIL, EVIL, EVIL, 3))
                    .totalMillis(40)
                    .failures(1)
                    .attribute("error", EVIL)
                    .attribute(EVIL, EVIL)
                    .build(),
                event(EVIL, EVIL).build())
            .build();

    String text = REPORT.toText(profile);

    assertThat(text.codePoints().filter(c -> c != '\n').mapToObj(Character::getType).distinct())
        .doesNotContain(
            (int) Character.CONTROL,
            (int) Character.FORMAT,
            (int) Character.LINE_SEPARATOR,
            (int) Character.PARAGRAPH_SEPARATOR,
            (int) Character.SURROGATE);
    assertThat(text.lines().filter(line -> line.startsWith("---"))).hasSize(1);
    assertThat(text).contains("∙  40 ms   68%  [a\\u000D");
  }

  @Test
  void aKindCannotFakeTheRestOfItsLine() {
    Profile.Event event = event("x] 9 in 1 s   cpu 7", "a").totalMillis(5).build();
    Profile profile = profileOf(root("GET /a").build()).events(event).build();

    assertThat(REPORT.toText(profile)).contains("   x]\\u00209\\u0020in… 1 in 5.0 ms\n");
  }

  @Test
  void figuresOfEventsMayBeAsLargeAsTheyAre() {
    Profile.Event event =
        event("sql", "select 1")
            .count(Long.MAX_VALUE)
            .failures(Long.MAX_VALUE)
            .longestRun(Long.MAX_VALUE)
            .totalNanos(Long.MAX_VALUE)
            .build();
    Profile profile =
        profileOf(root("GET /a", notSampled(20)).build()).events(event, event).build();

    assertThat(REPORT.toText(profile)).contains("  9,223,372,036,854,775,807  ");
  }

  @Test
  void aPathCannotFakeTheRestOfTheFirstLine() {
    Profile.Request request = new Profile.Request("GET", "/a --- 200 in 0.001 s", "/a", 500, null);
    Profile profile = profileOf(root("GET /a").build()).request(request).build();

    assertThat(REPORT.toText(profile))
        .startsWith(
            "--- GET /a\\u0020---\\u0020200\\u0020in\\u00200.001\\u0020s --- 500 in 0.000 s\n");
  }

  @Test
  void whatIsTooLongIsCut() {
    String huge = "x".repeat(100_000);
    CallNode node =
        CallNode.builder(Frame.method(huge, huge, huge))
            .line(1)
            .selfNanos(millis(9))
            .detail(huge)
            .build();
    Profile profile =
        profileOf(root(huge, node, notSampled(2)).build())
            .thread(huge)
            .note(huge)
            .request(new Profile.Request(huge, "/" + huge, huge, 200, huge))
            .events(
                event(huge, huge)
                    .at(new StackTraceElement(huge, huge, huge, 1))
                    .failures(1)
                    .attribute("error", huge)
                    .attribute(huge, huge)
                    .attribute("x" + huge, huge)
                    .build())
            .build();

    String text = REPORT.toText(profile);

    assertThat(text.length()).isLessThan(3500);
    assertThat(text).contains("  [" + "x".repeat(19) + "…] " + "x".repeat(99) + "…  1 failed: xx");
    assertThat(text)
        .startsWith("--- " + "x".repeat(15) + "… /" + "x".repeat(198) + "… --- 200 in ");
  }

  @Test
  void cuttingSplitsNeitherAnEscapeNorAPair() {
    SafeText safe = new SafeText(false);

    assertThat(safe.of("abc\n", 8)).isEqualTo("abc…");
    assertThat(safe.of("abc\n", 9)).isEqualTo("abc\\u000A");
    assertThat(safe.of("abc😀", 4)).isEqualTo("abc…");
    assertThat(safe.of("abc😀", 5)).isEqualTo("abc😀");
    assertThat(safe.of("abcdef", 6)).isEqualTo("abcdef");
    assertThat(safe.of("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(new SafeText(true).of("abcdefg", 6)).isEqualTo("abc...");
    assertThat(safe.of("", 6)).isEmpty();
  }

  @Test
  void randomTextIsNeverLongerThanSaidAndNeverUnsafe() {
    Random random = new Random(42);
    for (int i = 0; i < 2000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append((char) (random.nextBoolean() ? random.nextInt(0x10000) : random.nextInt(200)));
      }
      int limit = 3 + random.nextInt(60);
      String safe = new SafeText(random.nextBoolean()).of(text.toString(), limit);
      assertThat(safe).hasSizeLessThanOrEqualTo(limit).doesNotContain("\n");
    }
  }

  @Test
  void tenThousandNodesArePrintedInNoTime() {
    TextReport all =
        TextReport.builder()
            .shaping(Shaping.builder().limit(10_000).showHidden(true).build())
            .build();
    Profile profile = profileOf(randomTree(1, 10_000)).build();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = threads.getCurrentThreadCpuTime();
      assertThat(all.toText(profile)).contains("GET /random");
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }

    // Well under 100 ms once compiled; this lets a busy machine off, but not a quadratic step.
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(1));
  }
}
