package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.page.Access;
import java.util.List;
import org.junit.jupiter.api.Test;

class PagePathsTest {

  private final PagePaths pages = PagePaths.in(null);
  private final Access access = Access.loopbackOnly();

  @Test
  void withoutAPageNothingIsOne() {
    assertThat(pages.contain("/profiles", 0)).isFalse();
  }

  @Test
  void allBelowAMappingIsThePage() {
    pages.add(List.of("/profiles/*"));

    assertThat(pages.contain("/app/profiles", 4)).isTrue();
    assertThat(pages.contain("/app/profiles/", 4)).isTrue();
    assertThat(pages.contain("/app/profiles/c0ffee.txt", 4)).isTrue();
    assertThat(pages.contain("/app/profilesx", 4)).isFalse();
    assertThat(pages.contain("/app", 4)).isFalse();
  }

  @Test
  void aMappingForEverythingIsNotThePage() {
    pages.add(List.of("/*", "/", ""));

    assertThat(pages.contain("/orders", 0)).isFalse();
    assertThat(pages.contain("/", 0)).isFalse();
  }

  @Test
  void theAddressOfProfilesIsThatOfTheFirstMappingThatCanHaveThem() {
    assertThat(pages.address()).isEmpty();

    pages.addOfFilter(List.of("/list"), access);
    assertThat(pages.address()).isEmpty();

    pages.addOfFilter(List.of("/debug/profiles/*"), access);
    pages.addOfFilter(List.of("/p/*"), access);
    assertThat(pages.address()).isEqualTo("/debug/profiles/");
    assertThat(pages.access()).isSameAs(access);
  }

  @Test
  void aServletThatShowsOtherProfilesOrNoneHasNoAddress() {
    pages.add(List.of("/profiles/*"));

    assertThat(pages.address()).isEmpty();
    assertThat(pages.access()).isNull();
  }
}
