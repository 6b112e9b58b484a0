package io.github.requestree.benchmarks.contact;

import static io.github.requestree.benchmarks.contact.Shown.NOT_SAMPLED;
import static io.github.requestree.benchmarks.contact.Shown.ROOT;
import static io.github.requestree.benchmarks.contact.Shown.children;
import static io.github.requestree.benchmarks.contact.Shown.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.benchmarks.contact.AtOnce.Batch;
import io.github.requestree.benchmarks.stats.Claim;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchClaimsTest {

  private static final Jdk JDK_17 = new Jdk(Path.of("jdk-17"), "17.0.15+6-Debian-1");
  private static final Jdk JDK_25 = new Jdk(Path.of("jdk-25"), "25.0.3+9-LTS");

  private static ShownProfile grey(long notSampled) {
    return Shown.profile(100, node(ROOT, 100, children(node(NOT_SAMPLED, notSampled))));
  }

  /** All of these profiles have seven walks. */
  private static Batch batch(int requests, int delivered) {
    return new Batch(requests, Collections.nCopies(delivered, grey(1)));
  }

  private static List<Boolean> failed(List<Claim> claims) {
    return claims.stream().map(Claim::failed).toList();
  }

  @Test
  void aRequestWhoseProfileNeverCameHasNotBeenLookedAt() {
    assertThat(batch(200, 180).unseen()).isEqualTo(20);
  }

  @Test
  void howManyMayGoUnseenDependsOnTheJdk() {
    assertThat(AtOnce.claim(JDK_25, List.of(batch(200, 180))).failed()).isFalse();
    assertThat(AtOnce.claim(JDK_25, List.of(batch(200, 179))).failed()).isTrue();
    assertThat(AtOnce.claim(JDK_17, List.of(batch(200, 100))).failed()).isFalse();
    assertThat(AtOnce.claim(JDK_17, List.of(batch(200, 99))).failed()).isTrue();
  }

  @Test
  void batchesAreTakenTogether() {
    Claim claim = AtOnce.claim(JDK_25, List.of(batch(200, 170), batch(200, 190)));

    assertThat(claim.found()).isEqualTo("40 of 400, 10.0 %");
    assertThat(claim.failed()).isFalse();
  }

  @Test
  void oneEmptyReloadFailsHoweverGoodTheOthersAre() {
    List<ShownProfile> reloads = new ArrayList<>(Collections.nCopies(20, grey(1)));

    assertThat(failed(Reloads.claims("JDK 17", reloads))).containsExactly(false, false);
    reloads.add(grey(100));
    assertThat(failed(Reloads.claims("JDK 17", reloads))).containsExactly(true, false);
  }

  @Test
  void reloadsThatAreHalfGreyFail() {
    assertThat(failed(Reloads.claims("JDK 17", List.of(grey(10), grey(11)))))
        .containsExactly(false, true);
    assertThat(failed(Reloads.claims("JDK 17", List.of()))).containsExactly(true, true);
  }
}
