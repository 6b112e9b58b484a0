package io.github.requestree.page;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.request;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.requestree.Repeats;
import io.github.requestree.export.Formatted;
import io.github.requestree.export.JsonReport;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.text.TextReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {

  private static final CallNode TREE =
      root("GET /orders", method("com.acme.Orders", "load", 12, 142).build()).build();

  @Test
  void theTitleStartsWithTheDuration() {
    assertThat(page(request("GET", "/orders", TREE)))
        .contains("<title>142 ms GET /orders 200</title>");
  }

  @Test
  void theTitleOfARouteSaysHowLongNearlyAllOfItsRequestsTook() {
    Profile route =
        profileOf(TREE)
            .request(new Profile.Request("GET", "/orders/1", "/orders/*", 200, null))
            .totals(new Profile.Totals(3, 0, 1, 1, 1, 70_000_000, 1, 1, true, 3, List.of()))
            .build();
    assertThat(page(route)).contains("<title>p95 70 ms GET /orders</title>");
  }

  @Test
  void theDataIsTheDocumentOfTheJsonReport() {
    Profile profile = request("GET", "/orders", TREE);
    assertThat(element(page(profile), "<script type=\"application/json\" id=\"profile\">"))
        .isEqualTo(Formatted.text(JsonReport.create(), profile));
  }

  @Test
  void thePolicyAllowsTheScriptAndTheStyleOfThePageAndNothingElse() throws Exception {
    String page = page(request("GET", "/orders", TREE));
    String policy = HtmlReport.contentSecurityPolicy();
    assertThat(policy)
        .isEqualTo(
            "default-src 'none'; script-src '"
                + hash(element(page, "<script>"))
                + "'; style-src '"
                + hash(element(page, "<style>"))
                + "'; img-src data:; base-uri 'none'; form-action 'none'");
    assertThat(page)
        .contains("<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy + "\">");
  }

  @Test
  void nothingInThePageNeedsMoreThanThePolicyAllows() {
    assertThat(page(request("GET", "/orders", TREE)))
        .doesNotContainPattern(
            "(?i)\\sstyle=|\\son[a-z]+=|https?://(?!www\\.w3\\.org/)|javascript:");
  }

  @Test
  void whatComesFromTheNetworkIsNoMarkup() {
    String hostile = "</script></title><img src=x onerror=alert(1)>\u202e\u0000\"'&";
    Profile profile =
        profileOf(root(hostile, method(hostile, hostile, 1, 5).detail(hostile).build()).build())
            .request(new Profile.Request(hostile, hostile, hostile, 200, hostile))
            .thread(hostile)
            .note(hostile)
            .build();
    String page = page(profile);
    assertThat(page).doesNotContain("<img").doesNotContain("\u202e").doesNotContain("\u0000");
    assertThat(page.split("</script>", -1)).hasSize(5);
    assertThat(page.split("</title>", -1)).hasSize(2);
  }

  @Test
  void itLinksToTheOtherFormatsWhereTheyAreSaidToBe() {
    HtmlReport served =
        HtmlReport.builder().links(List.of(TextReport.create(), JsonReport.create())).build();
    Profile profile = Profile.builder("a:b/c", "job", Instant.EPOCH, TREE).build();
    assertThat(
            element(
                Formatted.text(served, profile), "<script type=\"application/json\" id=\"links\">"))
        .isEqualTo(
            "{\"formats\":[{\"name\":\"txt\",\"href\":\"./a%3Ab%2Fc.txt\"},"
                + "{\"name\":\"json\",\"href\":\"./a%3Ab%2Fc.json\"}],\"around\":[],\"editor\":\"\"}\n");
    assertThat(Formatted.text(served.toBuilder().build(), profile))
        .isEqualTo(Formatted.text(served, profile));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert('{file}')",
        "JavaScript:{file}",
        "data:text/html,{file}",
        "https://evil.example/{file}",
        "file:///{file}",
        "//evil.example/{file}",
        "{file}",
        "idea://open?line={line}",
        "idea://open?file={file} x",
        "idea://open?file={file}\">"
      })
  void aLinkToAnEditorLeadsToAnEditorAlone(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HtmlReport.builder().editorLink(template))
        .withMessageStartingWith("editorLink is '")
        .withMessageEndingWith(
            "but must be an address of an editor with {file}, at most 200 characters");
  }

  @Test
  void aPageOfTenThousandNodesIsSmallerThanThreeMegabytes() {
    for (long seed = 0; seed < Repeats.of(5); seed++) {
      String page = page(request("GET", "/random", randomTree(seed, 10_000)));
      assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(3_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKindOfWaitingHasItsLabelAndTheColourOfItsFamily(WaitKind kind) {
    PageParts parts = PageParts.load();

    assertThat(parts.script())
        .startsWith("const WAIT_KINDS = {")
        .contains(kind + ": \"" + kind.label() + "\"");
    assertThat(parts.style())
        .contains("--" + kind + ": var(--family-" + kind.family() + ");")
        .contains("--family-" + kind.family() + ": #");
  }

  @Test
  void whatIsTheSameInEveryPageIsSmall() {
    PageParts parts = PageParts.load();
    assertThat(parts.script().length() + parts.style().length() + parts.body().length())
        .isLessThan(95_000);
  }

  private static String page(Profile profile) {
    return Formatted.text(HtmlReport.create(), profile);
  }

  private static String element(String page, String start) {
    Matcher found = Pattern.compile(Pattern.quote(start) + "(.*?)</", Pattern.DOTALL).matcher(page);
    assertThat(found.find()).as(start).isTrue();
    return found.group(1);
  }

  private static String hash(String text) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(digest);
  }
}
