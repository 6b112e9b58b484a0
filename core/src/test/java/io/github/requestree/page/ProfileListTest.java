package io.github.requestree.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.findings.Findings;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.shaping.Shaping;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProfileListTest {

  private static final long SECOND = 1_000_000_000;

  private final ProfileList list = new ProfileList(ZoneOffset.UTC);
  private final RecentProfiles recent = RecentProfiles.create();

  @Test
  void aRowSaysWhenWhatHowLongAndHowMuchOfItWasWaiting() {
    recent.accept(
        profile(1, 3 * SECOND, new Profile.Request("GET", "/orders/17", "/orders/*", 503, "Oops"))
            .toBuilder()
            .root(
                CallNode.builder(Frame.of(Frame.Kind.ROOT, "x"))
                    .selfNanos(2 * SECOND)
                    .selfWaiting(WaitKind.DATABASE, 3 * SECOND / 2)
                    .addChild(of(Frame.Kind.AWAIT))
                    .addChild(of(Frame.Kind.NOT_SAMPLED))
                    .build())
            .cpuNanos(OptionalLong.of(SECOND / 2))
            .build());

    assertThat(html())
        .contains("<td class=n>3.000 s<td class=path><span>GET</span> <a ")
        .contains("cpu 0.500 s, waiting 2.500 s", "data-route=\"GET /orders/*\"")
        .contains(
            "<rect class=WORKING x=0.0 width=166.7 ", "<rect class=DATA x=166.7 width=500.0 ",
            "<rect class=AWAIT x=666.7 width=166.7 ",
                "<rect class=NOT_SAMPLED x=833.3 width=166.7 ")
        .contains("<td class=\"n status failed\">503<small>Oops</small><td><time")
        .contains("<bdi>/orders/17</bdi></a><small><bdi>/orders/*</bdi></small>")
        .contains("<time datetime=\"1970-01-01T00:00:00Z\">1970-01-01 00:00:00 UTC</time>");
  }

  @Test
  void withoutACpuClockTheWaitingIsAnEstimate() {
    CallNode root =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, "x"))
            .selfNanos(2 * SECOND)
            .selfWaiting(WaitKind.SLEEPING, SECOND)
            .addChild(
                CallNode.builder(Frame.of(Frame.Kind.AWAIT, "[await]")).selfNanos(SECOND).build())
            .build();
    recent.accept(Profile.builder(id(1), "x", Instant.EPOCH, root).build());

    assertThat(html()).contains("waiting ~2.000 s").doesNotContain("cpu ");
  }

  @Test
  void theDefaultLocaleOfTheMachineChangesNothing() {
    recent.accept(profile(1, SECOND, new Profile.Request("GET", "/", "/", 200, null)));
    String expected = html();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertThat(html()).isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void whatStillRunsSaysSo() {
    recent.accept(
        profile(1, 30 * SECOND, new Profile.Request("GET", "/export", "/export", 0, null))
            .toBuilder()
            .stillRunning(true)
            .build());

    assertThat(html()).contains("30.000 s so far", "<td class=\"n status\">?<");
  }

  @Test
  void aRouteHasItsFigures() {
    recent.accept(
        profile(1, 7 * SECOND, new Profile.Request("GET", "/orders/*", "/orders/*", 0, null))
            .toBuilder()
            .totals(
                new Profile.Totals(
                    1_200,
                    3,
                    SECOND,
                    SECOND / 2,
                    SECOND,
                    2 * SECOND,
                    3 * SECOND,
                    4 * SECOND,
                    true,
                    1_200,
                    List.of()))
            .build());

    assertThat(html())
        .contains("><td class=n>1,200<td class=n>0.500 s<td class=n>2.000 s<td class=n>4.000 s")
        .contains("<td class=\"n failed\">3<td class=path>", "<small>1,200, p95 2.000 s, since ");
  }

  @Test
  void hostileTextIsTextAndNothingElse() {
    String hostile = "/</a><script>alert(1)</script>\"'&\u0000\u001b[2J\u202e\u2028\ud800\u009b";
    recent.accept(
        profile(
            1, SECOND, new Profile.Request("<b>", hostile, hostile, 500, "</small><img src=x>")));

    String html = html();
    html = html.substring(0, html.indexOf("<script>"));
    assertThat(html)
        .contains("/&lt;/a&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
        .contains("\\u0000\\u001B[2J\\u202E\\u2028\\uD800\\u009B", "&lt;b&gt;")
        .doesNotContain("<script", "<img", "<b>");
    assertThat(html.codePoints().filter(c -> c != '\n'))
        .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT);
  }

  @Test
  void hostileTagsAndNamesOfWhatRunsAreTextToo() {
    String hostile = "</bdi></small><script>alert(1)</script>\"'&\u001b\u202e";
    Profile tagged =
        profile(1, SECOND, new Profile.Request("GET", "/", "/", 200, null)).toBuilder()
            .tags(Map.of(hostile, hostile))
            .build();
    recent.accept(tagged);
    Profile running = Profile.builder(id(2), hostile, Instant.EPOCH, tagged.root()).build();
    recent.watch(id -> List.of(running));

    String html = html();
    html = html.substring(0, html.indexOf("<script>"));
    assertThat(html)
        .contains("<small><bdi>&lt;/bdi&gt;&lt;/small&gt;&lt;script&gt;", "\\u001B\\u202E=&lt;/bdi")
        .contains("<li><b>1.000 s</b> <bdi>&lt;/bdi&gt;&lt;/small&gt;&lt;script&gt;alert(1)")
        .doesNotContain("<script", "\u001b");
  }

  @Test
  void longTextIsCut() {
    String path = "/" + "x".repeat(5_000);
    recent.accept(profile(1, SECOND, new Profile.Request("M".repeat(99), path, path, 200, null)));

    assertThat(html())
        .contains("M".repeat(31) + "…", "x".repeat(198) + "…")
        .doesNotContain("M".repeat(32), "x".repeat(199));
  }

  @Test
  void allThatIsKeptIsListedTheNewestFirst() {
    RecentProfiles many = RecentProfiles.builder().number(300).build();
    for (int i = 1; i <= 450; i++) {
      many.accept(profile(i, 1_000 - i, new Profile.Request("GET", "/", "/", 200, null)));
    }

    List<String> ids = idsIn(list.toHtml(served(many), ""));
    assertThat(ids).hasSize(350);
    assertThat(ids.get(0)).isEqualTo(id(450));
    assertThat(ids.get(299)).isEqualTo(id(151));
    assertThat(ids.subList(300, 350)).isEqualTo(idsFrom(50, 1));
  }

  @Test
  void whatIsNewIsToldAlone() {
    for (int i = 1; i <= 3; i++) {
      recent.accept(profile(i, SECOND, new Profile.Request("GET", "/", "/", 200, null)));
    }
    assertThat(html()).contains("<main data-last=3 data-first=1 data-slowest=\"\">");

    String news = list.newsSince(2, served(recent), "");
    assertThat(idsIn(news)).containsExactly(id(3));
    assertThat(news).startsWith("<main data-last=3 ").doesNotContain("<style", "<script");
    assertThat(idsIn(list.newsSince(3, served(recent), ""))).isEmpty();
    // The newest state of what still runs is news again.
    recent.accept(profile(1, 2 * SECOND, new Profile.Request("GET", "/", "/", 200, null)));
    assertThat(idsIn(list.newsSince(3, served(recent), ""))).containsExactly(id(1));
  }

  @Test
  void whatIsKeptForItsSlownessAloneIsNamed() {
    RecentProfiles few = RecentProfiles.builder().number(2).build();
    for (int i = 1; i <= 4; i++) {
      few.accept(profile(i, SECOND * (10 - i), new Profile.Request("GET", "/", "/", 200, null)));
    }

    assertThat(list.newsSince(0, served(few), ""))
        .startsWith("<main data-last=4 data-first=3 data-slowest=\"2 1\">");
  }

  @Test
  void aRowHasItsFindingAndSaysWhatWasNotSeen() {
    CallNode root =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, "x"))
            .addChild(
                CallNode.builder(Frame.of(Frame.Kind.NOT_SAMPLED, "[not sampled]"))
                    .selfNanos(SECOND)
                    .build())
            .build();
    recent.accept(Profile.builder(id(1), "x", Instant.EPOCH, root).build());
    Profile seen = profile(2, SECOND, new Profile.Request("GET", "/", "/", 200, null));
    recent.accept(seen);

    String html = html();
    String sentence = Findings.of(recent.find(id(1)).orElseThrow()).get(0).sentence();
    assertThat(html).contains("<small class=finding><bdi>" + SafeText.html(sentence, 300));
    assertThat(html.split("little of it seen", -1)).hasSize(2);
  }

  @Test
  void anEmptyListSaysWhatToDo() {
    assertThat(html()).contains("Nothing has been profiled yet.");
  }

  @Test
  void thePolicyAllowsItsOwnStyleAndScriptAndAsksThisServerAlone() {
    String html = html();

    assertThat(list.policy())
        .isEqualTo(
            ProfilePages.SHOWS_NOTHING
                + "; img-src data:; connect-src 'self'; style-src '"
                + PageParts.hash(between(html, "<style>", "</style>"))
                + "'; script-src '"
                + PageParts.hash(between(html, "<script>", "</script>"))
                + "'");
    assertThat(html).doesNotContain(" style=").doesNotContainPattern("<[^>]* on[a-z]+=");
    assertThat(html.split("<script", -1)).hasSize(2);
  }

  private static String between(String html, String start, String end) {
    int from = html.indexOf(start) + start.length();
    return html.substring(from, html.indexOf(end, from));
  }

  private static List<String> idsIn(String html) {
    return Pattern.compile("<a href=\"([0-9a-f]{32})\"")
        .matcher(html)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static List<String> idsFrom(int newest, int oldest) {
    return IntStream.rangeClosed(oldest, newest).mapToObj(i -> id(newest + oldest - i)).toList();
  }

  private static PublishedProfiles served(RecentProfiles recent) {
    return PublishedProfiles.of(recent, Shaping.DEFAULT, List.of(), "");
  }

  private String html() {
    return list.toHtml(served(recent), "");
  }

  private static CallNode of(Frame.Kind kind) {
    return CallNode.builder(Frame.of(kind, "x")).selfNanos(SECOND / 2).build();
  }

  private static String id(int number) {
    return String.format(Locale.ROOT, "%032x", number);
  }

  private static Profile profile(int number, long nanos, Profile.Request request) {
    CallNode root =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, request.path())).selfNanos(nanos).build();
    return Profile.builder(id(number), request.path(), Instant.EPOCH, root)
        .request(request)
        .build();
  }
}
