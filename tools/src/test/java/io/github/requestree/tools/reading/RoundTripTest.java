package io.github.requestree.tools.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.Repeats;
import io.github.requestree.export.CollapsedReport;
import io.github.requestree.export.JsonReport;
import io.github.requestree.export.PprofReport;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.export.SpeedscopeReport;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundTripTest {
  private static final int PROFILES = Repeats.of(1_000);

  /** Half a character, which no document has. */
  private static final String NO_CHARACTER = "\\ufffd";

  @Test
  void aDocumentThatWasReadIsWrittenAsItWas() throws IOException {
    for (Profile profile : profiles()) {
      String document = json(profile, Shaping.DEFAULT);
      KeptProfile kept = read(document);

      assertThat(json(kept.profile(), kept.shaping())).isEqualTo(document);
    }
  }

  @Test
  void whatIsMadeOfAKeptProfileIsWhatWouldHaveBeenMadeAtOnce() throws IOException {
    for (Profile profile : profiles()) {
      KeptProfile kept = read(json(profile, Shaping.DEFAULT));

      assertSameInAllFormats(profile, Shaping.DEFAULT, kept);
    }
  }

  /** Many profiles without half characters, which no document can have. */
  private static List<Profile> profiles() throws IOException {
    List<Profile> profiles = new ArrayList<>();
    for (long seed = 0; profiles.size() < PROFILES; seed++) {
      Profile profile = ManyProfiles.of(seed);
      if (!json(profile, Shaping.DEFAULT).contains(NO_CHARACTER)) {
        profiles.add(profile);
      }
    }
    return profiles;
  }

  @Test
  void classesThatTheApplicationShowedOrHidAreStillShownOrHidden() throws IOException {
    CallNode dao = ProfileFixture.method("com.acme.base.Dao", "load", 3, 20).build();
    CallNode base = ProfileFixture.method("com.acme.base.Call", "run", 7, 1, dao).build();
    CallNode shop = ProfileFixture.method("org.hibernate.shop.Orders", "all", 5, 2, base).build();
    Profile profile =
        ProfileFixture.request("GET", "/orders", ProfileFixture.root("GET /orders", shop).build());
    Shaping shaping =
        Shaping.builder()
            .hide(concat(Shaping.DEFAULT.hide(), "com.acme.base.*"))
            .application(List.of("org.hibernate.shop"))
            .build();

    KeptProfile kept = read(json(profile, shaping));

    assertThat(kept.shaping().isApplication(shop.frame())).isTrue();
    assertThat(kept.shaping().isApplication(dao.frame())).isFalse();
    assertSameInAllFormats(profile, shaping, kept);
  }

  @Test
  void framesThatDifferInTheirNumbersAloneAreOne() throws IOException {
    Frame one = Frame.method("jdk.proxy2.$Proxy41", "load", null);
    Frame other = Frame.method("jdk.proxy2.$Proxy42", "load", null);
    CallNode root =
        ProfileFixture.root(
                "GET /a",
                CallNode.builder(one).selfNanos(3).build(),
                CallNode.builder(other).selfNanos(4).build())
            .build();

    KeptProfile kept = read(json(ProfileFixture.request("GET", "/a", root), Shaping.DEFAULT));

    assertThat(kept.profile().root().children())
        .extracting(CallNode::frame)
        .containsOnly(Frame.method("jdk.proxy.$Proxy", "load", null));
  }

  private static List<String> concat(List<String> some, String more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  /** Asserts that all formats of both are the same. */
  public static void assertSameInAllFormats(Profile profile, Shaping shaping, KeptProfile kept)
      throws IOException {
    List<ReportFormat> made = formats(shaping);
    List<ReportFormat> later = formats(kept.shaping());
    for (int i = 0; i < made.size(); i++) {
      assertThat(bytes(later.get(i), kept.profile()))
          .as("%s", made.get(i).name())
          .isEqualTo(bytes(made.get(i), profile));
    }
  }

  private static List<ReportFormat> formats(Shaping shaping) {
    return List.of(
        TextReport.builder().shaping(shaping).build(),
        TextReport.builder().shaping(shaping.toBuilder().showHidden(true).build()).build(),
        JsonReport.create(shaping),
        SpeedscopeReport.create(),
        CollapsedReport.create(),
        PprofReport.create(),
        HtmlReport.builder().shaping(shaping).build());
  }

  static String json(Profile profile, Shaping shaping) throws IOException {
    return bytes(JsonReport.create(shaping), profile);
  }

  /** Returns what a format writes; binary ones as text, so that a difference can be read. */
  private static String bytes(ReportFormat format, Profile profile) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    format.write(profile, out);
    return out.toString(
        format.name().equals("pprof") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }

  static KeptProfile read(String document) throws IOException {
    return KeptProfile.read(
        "it", new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
  }
}
