package io.github.requestree.tools.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.shaping.Shaping;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be read is refused in one line that says why. */
class RefusalTest {

  private static final String DOCUMENT = document();

  @Test
  void aVersionOfTheFuture() {
    assertRefused(
        DOCUMENT.replace("\"version\":1", "\"version\":2"),
        "is of version 2, but versions 1 to 1 are known here: take a newer requestree-tools");
  }

  @Test
  void whatIsNoProfile() {
    assertRefused("{\"a\":1}", "is no profile: it has no \"format\":\"requestree\"");
    assertRefused("[]", "is no profile: it must begin with {\"format\":\"requestree\"");
    assertRefused("", "is empty");
    assertRefused("   \n", "is empty");
    assertRefused("--- GET / --- 200 in 0.1 s", "is no JSON: ");
    assertRefused("\u0000\u0001", "is no JSON: ");
    assertRefused(DOCUMENT.replace("requestree", "other"), "is no profile: ");
  }

  @Test
  void aFieldThatOnlyANewerOneWrites() {
    assertRefused(
        DOCUMENT.replace("\"thread\"", "\"mood\":7,\"thread\""),
        "has the field 'mood' at /mood, which this version does not know");
    assertRefused(
        DOCUMENT.replace("\"line\":3", "\"line\":3,\"mood\":7"),
        "has the field 'mood' at /root/children/0/mood, which this version does not know");
  }

  @Test
  void kindsThatOnlyANewerOneKnows() {
    assertRefused(
        DOCUMENT.replace("SLEEPING", "DREAMING"),
        "has the WaitKind 'DREAMING', which is not known");
    assertRefused(
        DOCUMENT.replace("\"METHOD\"", "\"FUNCTION\""),
        "has the Kind 'FUNCTION', which is not known");
    assertRefused(
        DOCUMENT.replace("\"METHOD\"", "\"HIDDEN\""),
        "has a frame of a kind that is in no measured tree");
  }

  @Test
  void aFileThatWasCutAnywhere() {
    for (int length = 1; length < DOCUMENT.length() - 2; length++) {
      assertRefused(DOCUMENT.substring(0, length), "");
    }
    assertRefused(DOCUMENT.substring(0, DOCUMENT.indexOf("\"frames\"") + 20), "ends in the middle");
  }

  @Test
  void somethingAfterItsEnd() {
    assertRefused(DOCUMENT + DOCUMENT, "has something after its end");
  }

  @Test
  void theSameFieldTwice() {
    assertRefused(
        DOCUMENT.replace("\"thread\"", "\"name\":\"GET /b\",\"thread\""),
        "is no JSON: Duplicate field 'name'");
  }

  @Test
  void timesThatDoNotAddUp() {
    assertRefused(
        DOCUMENT.replaceFirst("\"durationNanos\":\\d+", "\"durationNanos\":7"),
        "does not add up: ");
    assertRefused(
        DOCUMENT.replace("\"selfNanos\":1000000", "\"selfNanos\":7"), "does not add up: ");
    assertRefused(DOCUMENT.replaceFirst("\"walks\":2", "\"walks\":1"), "does not add up: ");
  }

  @Test
  void numbersBeyondAllMeasure() {
    for (String number :
        List.of("99999999999999999999", "9223372036854775807", "-1", "1.5", "1e9", "true", "[]")) {
      assertRefused(
          DOCUMENT.replaceFirst("\"totalNanos\":\\d+", "\"totalNanos\":" + number),
          "at /root/totalNanos, but must have a whole number from 0 to 1000000000000000000");
    }
    assertRefused(
        DOCUMENT.replaceFirst("\"totalNanos\":\\d+", "\"totalNanos\":" + "9".repeat(100_000)),
        "is beyond the bounds of a profile: ");
    assertRefused(DOCUMENT.replaceFirst("\"frame\":0", "\"frame\":70"), "has a node of frame 70");
    assertRefused(
        DOCUMENT.replaceFirst(
            "\"startedAt\":\"[^\"]*\"", "\"startedAt\":\"+999999999-01-01T00:00:00Z\""),
        "has startedAt '+999999999-01-01T00:00:00Z', but must have a time such as ");
  }

  @Test
  void textWithoutEnd() {
    assertRefused(
        DOCUMENT.replace("GET /a", "x".repeat(2_000_000)), "is beyond the bounds of a profile: ");
    InputStream endless =
        new SequenceInputStream(
            Collections.enumeration(
                List.of(
                    bytes("{\"format\":\"requestree\",\"version\":1,\"name\":\""), endless('x'))));
    assertThatThrownBy(() -> KeptProfile.read("it", endless))
        .hasMessageStartingWith("it is beyond the bounds of a profile: ");
  }

  @Test
  void moreThanAnyProfileHas() {
    String begin = "{\"format\":\"requestree\",\"version\":1,\"frames\":[";
    for (char endless : new char[] {' ', '['}) {
      InputStream in =
          new SequenceInputStream(Collections.enumeration(List.of(bytes(begin), endless(endless))));
      assertThatThrownBy(() -> KeptProfile.read("it", in))
          .isInstanceOf(UnreadableProfileException.class);
    }
    String frames = "{\"kind\":\"ROOT\",\"className\":\"\",\"name\":\"\"},".repeat(1_600_000);
    assertRefused(begin + frames, "has more parts than any profile");
    String root = "{\"format\":\"requestree\",\"version\":1,\"root\":";
    String nested = "{\"frame\":0,\"totalNanos\":0,\"children\":[";
    assertRefused(root + nested.repeat(100_000), "has calls nested deeper than 5000");
    assertRefused(
        root + nested.replace("children", "lanes").repeat(300_000),
        "is beyond the bounds of a profile: ");
  }

  @Test
  void lanesOfLanesAreReadHoweverDeepTheyAre() throws IOException {
    CallNode lane = ProfileFixture.lane("pool-0").build();
    for (int i = 1; i < 20_000; i++) {
      lane = ProfileFixture.lane("pool-" + i).addLane(lane).build();
    }
    Profile profile =
        ProfileFixture.request("GET", "/a", ProfileFixture.root("GET /a").addLane(lane).build());
    String document = RoundTripTest.json(profile, Shaping.DEFAULT);

    KeptProfile kept = RoundTripTest.read(document);

    assertThat(RoundTripTest.json(kept.profile(), kept.shaping())).isEqualTo(document);
  }

  @Test
  void whatIsSaidOfAHostileFileIsSafeToPrint() {
    assertRefused(
        DOCUMENT.replace("\"thread\"", "\"\\u001b[2J\\n\\u202e\":7,\"thread\""),
        "has the field '?[2J??' at /?[2J??, which this version does not know");
  }

  @Test
  void olderDocumentsLackWhatWasNotWrittenYet() throws IOException {
    String old =
        DOCUMENT
            .replaceFirst("\"surroundings\":\\{.*?\\},\"usual\":null,", "")
            .replaceFirst("\"timeline\":\\{.*?\\},", "")
            .replaceFirst(",\"findings\":\\[.*\\]", "");

    Profile profile = RoundTripTest.read(old).profile();

    assertThat(profile.root().totalNanos()).isEqualTo(ProfileFixture.millis(3));
    assertThat(profile.timeline().tracks()).isEmpty();
    assertThat(profile.surroundings().trace()).isNull();
  }

  @Test
  void aPlaceThatIsNoFile(@TempDir Path directory) {
    assertThatThrownBy(() -> KeptProfile.read(directory))
        .hasMessageEndingWith(" is a directory, not a profile");
    assertThatThrownBy(() -> KeptProfile.read(directory.resolve("a.json")))
        .hasMessageEndingWith("a.json does not exist");
  }

  private static void assertRefused(String document, String reason) {
    assertThatThrownBy(() -> RoundTripTest.read(document))
        .isInstanceOf(UnreadableProfileException.class)
        .hasMessageStartingWith("it ")
        .hasMessageContaining(reason)
        .satisfies(refused -> assertThat(refused.getMessage().lines()).hasSize(1));
  }

  private static String document() {
    CallNode sleep =
        CallNode.builder(Frame.method("java.lang.Thread", "sleep", "Thread.java"))
            .selfNanos(2_000_000)
            .selfWaiting(WaitKind.SLEEPING, 2_000_000)
            .evidence(CallNode.Evidence.of(2, 1_000_000))
            .build();
    CallNode load = ProfileFixture.method("com.acme.Dao", "load", 3, 1, sleep).build();
    try {
      return RoundTripTest.json(
          ProfileFixture.request("GET", "/a", ProfileFixture.root("GET /a", load).build()),
          Shaping.DEFAULT);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream endless(char character) {
    return new InputStream() {
      @Override
      public int read() {
        return character;
      }

      @Override
      public int read(byte[] into, int from, int length) {
        Arrays.fill(into, from, from + length, (byte) character);
        return length;
      }
    };
  }
}
