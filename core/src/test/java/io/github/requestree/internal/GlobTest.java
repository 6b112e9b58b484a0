package io.github.requestree.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "com.acme.*, com.acme.Shop, true",
    "com.acme.*, com.acme, false",
    "com.acme, com.acme, true",
    "com.acme, com.acme.Shop, false",
    "*Loop-*, nioEventLoop-1, true",
    "a*b*c, a1b2c, true",
    "a*b*c, a1c2b, false",
    "ab*ba, aba, false",
    "*, '', true"
  })
  void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(matches);
  }

  @Test
  void itAgreesWithARegularExpression() {
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      String pattern = text(random, "ab**\n", 7);
      String text = text(random, "abab\n", 9);
      String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
      assertThat(new Glob(pattern).matches(text))
          .as("%s of %s", pattern, text)
          .isEqualTo(Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches());
    }
  }

  private static String text(Random random, String letters, int maxLength) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(maxLength + 1); i > 0; i--) {
      text.append(letters.charAt(random.nextInt(letters.length())));
    }
    return text.toString();
  }

  @Test
  void whatStandsBeforeTheStartIsNoPartOfIt() {
    assertThat(new Glob("/orders/*").matches("/shop/orders/17", 5)).isTrue();
    assertThat(new Glob("*shop*").matches("/shop/orders", 5)).isFalse();
  }

  @Test
  void whatStandsBetweenStarsMayBeEncoded() {
    assertThat(new Glob("/a%2A*", text -> text.replace("%2A", "*")).matches("/a*b")).isTrue();
    assertThat(new Glob("/a%2A*", text -> text.replace("%2A", "*")).matches("/axb")).isFalse();
  }
}
