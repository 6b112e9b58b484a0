package io.github.requestree.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
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
        .contains("<td class=n>3.000 s<td>GET<td class=path>", "cpu 0.500 s, waiting 2.500 s")
        .contains(
            "<rect class=WORKING x=0.0 width=166.7 ", "<rect class=DATA x=166.7 width=500.0 ",
            "<rect class=AWAIT x=666.7 width=166.7 ",
                "<rect class=NOT_SAMPLED x=833.3 width=166.7 ")
        .contains("<td class=\"n failed\">503<small>Oops</small><td><time")
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
  void whatStillRunsSaysSo() {
    recent.accept(
        profile(1, 30 * SECOND, new Profile.Request("GET", "/export", "/export", 0, null))
            .toBuilder()
            .stillRunning(true)
            .build());

    assertThat(html()).contains("30.000 s so far", "<td class=n>?<");
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
        .contains("<tr><td class=n>1,200<td class=n>0.500 s<td class=n>2.000 s<td class=n>4.000 s")
        .contains("<td class=\"n failed\">3<td><time");
  }

  @Test
  void hostileTextIsTextAndNothingElse() {
    String hostile = "/</a><script>alert(1)</script>\"'&\u0000\u001b[2J\u202e\u2028\ud800\u009b";
    recent.accept(
        profile(
            1, SECOND, new Profile.Request("<b>", hostile, hostile, 500, "</small><img src=x>")));

    String html = html();
    assertThat(html)
        .contains("/&lt;/a&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;")
        .contains("\\u0000\\u001B[2J\\u202E\\u2028\\uD800\\u009B", "&lt;b&gt;")
        .doesNotContain("<script", "<img", "<b>");
    assertThat(html.codePoints().filter(c -> c != '\n'))
        .allMatch(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT);
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
  void aLongListIsCutAndSaysSo() {
    RecentProfiles many = RecentProfiles.builder().number(1_000).build();
    for (int i = 1; i <= 450; i++) {
      many.accept(profile(i, i, new Profile.Request("GET", "/", "/", 200, null)));
    }

    String html = list.toHtml(many, "");
    assertThat(html).contains("<p>250 others are kept.</p>", "450 recent, 50 slowest");
    assertThat(html.length()).isLessThan(300_000);
  }

  @Test
  void anEmptyListSaysWhatToDo() {
    assertThat(html()).contains("Nothing has been profiled yet.");
  }

  @Test
  void thePolicyAllowsItsOwnStyleAndNoScript() throws Exception {
    String html = html();
    String style = html.substring(html.indexOf("<style>") + 7, html.indexOf("</style>"));
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8));

    assertThat(list.policy())
        .contains("style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
        .startsWith("default-src 'none'")
        .doesNotContain("script-src");
    assertThat(html).doesNotContain(" style=", "<script").doesNotContainPattern("<[^>]* on[a-z]+=");
  }

  private String html() {
    return list.toHtml(recent, "");
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
