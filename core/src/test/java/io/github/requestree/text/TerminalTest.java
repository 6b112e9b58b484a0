package io.github.requestree.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void onlyATerminalGetsColours() {
    assertThat(wantsColour(Map.of(), true)).isTrue();
    assertThat(wantsColour(Map.of(), false)).isFalse();
    assertThat(wantsColour(Map.of("TERM", "dumb"), true)).isFalse();
  }

  @Test
  void noColorWinsOverEverything() {
    assertThat(wantsColour(Map.of("NO_COLOR", "1", "FORCE_COLOR", "1"), true)).isFalse();
    assertThat(wantsColour(Map.of("NO_COLOR", ""), true)).isTrue();
  }

  @Test
  void coloursCanBeForced() {
    assertThat(wantsColour(Map.of("FORCE_COLOR", "1"), false)).isTrue();
    assertThat(wantsColour(Map.of("CLICOLOR_FORCE", "1", "TERM", "dumb"), false)).isTrue();
    assertThat(wantsColour(Map.of("FORCE_COLOR", "0"), false)).isFalse();
  }

  private static boolean wantsColour(Map<String, String> environment, boolean terminal) {
    return Terminal.wantsColour(environment::get, () -> terminal);
  }
}
