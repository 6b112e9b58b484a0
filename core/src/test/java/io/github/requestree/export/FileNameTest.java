package io.github.requestree.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FileNameTest {

  @Test
  void methodRouteAndIdFollowTheDuration() {
    assertThat(name(12, request("GET", "/orders/{id}/lines"), "0123abcd"))
        .isEqualTo("000000012ms-GET-orders-id-lines-0123abcd.txt");
    assertThat(name(12, request("GET", "/"), "0123abcd")).isEqualTo("000000012ms-GET-0123abcd.txt");
    assertThat(name(12, null, "0123abcd")).isEqualTo("000000012ms-nightly-report-0123abcd.txt");
  }

  @Test
  void whatWouldLeadElsewhereOrMeansSomethingToASystemIsLeftOut() {
    assertThat(name(1, request("GET", "/../../etc/passwd\0.jsp"), "../id"))
        .isEqualTo("000000001ms-GET-etc-passwd-jsp-id.txt");
    assertThat(name(1, request("CON", "C:\\NUL"), "aux."))
        .isEqualTo("000000001ms-CON-C-NUL-aux.txt");
    assertThat(name(1, request("\u001b[2J", "\r\n\u202e"), "")).isEqualTo("000000001ms-2J.txt");
  }

  @Test
  void whateverComesTheNameIsShortPlainAndKnownAgain() {
    Random random = new Random(7);
    for (int i = 0; i < 5_000; i++) {
      String name = name(random.nextLong(), request(text(random), text(random)), text(random));

      assertThat(name).matches("\\d{9}ms[A-Za-z0-9-]*\\.txt").hasSizeLessThan(160);
      assertThat(FileName.isReport(name)).as(name).isTrue();
    }
  }

  @Test
  void otherFilesAreNotTakenForReports() {
    for (String other :
        new String[] {"notes.txt", "12ms-GET-1.txt", "000000012ms", ".requestree-1.tmp", ""}) {
      assertThat(FileName.isReport(other)).as(other).isFalse();
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(300); length > 0; length--) {
      text.append((char) (random.nextBoolean() ? random.nextInt(0x10000) : random.nextInt(128)));
    }
    return text.toString();
  }

  private static Profile.Request request(String method, String route) {
    return new Profile.Request(method, "/secret", route, 200, null);
  }

  private static String name(long millis, Profile.@Nullable Request request, String id) {
    CallNode root = CallNode.builder(Frame.of(Frame.Kind.ROOT, "x")).build();
    return FileName.of(
        Profile.builder(id, "nightly report", Instant.EPOCH, root)
            .durationNanos(millis * 1_000_000)
            .request(request)
            .build(),
        ".txt");
  }
}
