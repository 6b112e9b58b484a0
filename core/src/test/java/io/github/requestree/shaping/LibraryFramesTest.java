package io.github.requestree.shaping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryFramesTest {

  private final LibraryFrames libraries =
      new LibraryFrames(LibraryFrames.Patterns.of(Shaping.DEFAULT.hide(), List.of(), List.of()));

  @Test
  void answersStayTheSameHoweverManyClassesCome() {
    for (int i = 0; i < 3 * LibraryFrames.MAX_CLASSES; i++) {
      assertThat(libraries.library(method("org.h2.Generated" + i))).isEqualTo("h2");
      assertThat(libraries.isApplication(method("com.acme.Generated" + i))).isTrue();
    }

    assertThat(libraries.library(method("org.h2.Generated0"))).isEqualTo("h2");
    assertThat(libraries.isApplication(method("com.acme.Generated0"))).isTrue();
  }

  @Test
  void noMoreClassesAreRememberedThanThereIsRoomFor() {
    for (int i = 0; i < 3 * LibraryFrames.MAX_CLASSES; i++) {
      assertThat(libraries.isLibrary("org.h2.Generated" + i)).isTrue();
      assertThat(libraries.remembered()).isLessThanOrEqualTo(LibraryFrames.MAX_CLASSES);
    }
  }

  @Test
  void theNameOfAFilterMakesAWayOfAMethodOfALibraryAlone() {
    Frame ofLibrary = Frame.method("org.h2.Filter", "doFilter", null);
    Frame ofApplication = Frame.method("com.acme.Filter", "doFilter", null);

    assertThat(libraries.isWay(ofLibrary)).isTrue();
    assertThat(libraries.isWay(method("org.h2.Filter"))).isFalse();
    assertThat(libraries.isWay(ofApplication)).isFalse();
  }

  private static Frame method(String className) {
    return Frame.method(className, "run", null);
  }
}
