package io.github.requestree.text;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The last line of a report. */
class FootLineTest {
  private static final String MEASURED =
      "  at 14:53:35.120   seen every 1.0 ms (4 stacks, 171 checks)   cost 6.0 ms   ";

  private final CallNode root = root("GET /", method("com.acme.A", "a", 1, 300).build()).build();

  @Test
  void itHasTheProfilesIdWhereItsPageIsNotKnown() {
    assertThat(last(profileOf(root).build(), "")).isEqualTo(MEASURED + "profile fixture");
  }

  @Test
  void itHasTheAddressOfThePageWhereThatIsKnown() {
    assertThat(last(profileOf(root).build(), "/shop/profiles/"))
        .isEqualTo(MEASURED + "page /shop/profiles/fixture");
  }

  @Test
  void theTotalsOfARouteHaveNoPage() {
    Profile route =
        profileOf(root)
            .totals(new Profile.Totals(2, 0, 1, 1, 1, 1, 1, 1, true, 2, List.of()))
            .build();

    assertThat(last(route, "/profiles/")).isEqualTo(MEASURED + "profile fixture");
  }

  @Test
  void itSaysWhichTraceItWasAndHowManyRequestsThereWere() {
    Surroundings around =
        new Surroundings(
            2,
            12,
            OptionalLong.empty(),
            List.of(),
            new Surroundings.Trace("4bf92f35", "00f067aa"),
            null);

    assertThat(last(profileOf(root).surroundings(around).build(), ""))
        .isEqualTo(
            "  at 14:53:35.120   in flight 2 at its start, 12 at most   seen every 1.0 ms (4 stacks,"
                + " 171 checks)   cost 6.0 ms   trace 4bf92f35   span 00f067aa   profile fixture");
  }

  private static String last(Profile profile, String pages) {
    TextReport report = TextReport.builder().zone(ZoneOffset.UTC).pages(() -> pages).build();
    return report.toText(profile).lines().reduce((one, next) -> next).orElseThrow();
  }
}
