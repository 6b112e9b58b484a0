package io.github.requestree.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

  private static final String SMILES = "\ud83d\ude00\ud83d\ude00";

  @Test
  void whatIsShortEnoughStaysAsItIs() {
    assertThat(SafeText.cut("four", 4)).isEqualTo("four");
    assertThat(SafeText.cutWithEllipsis("four", 4)).isEqualTo("four");
    assertThat(SafeText.cut("", 0)).isEmpty();
  }

  @Test
  void whatIsLongerIsCut() {
    assertThat(SafeText.cut("seven", 4)).isEqualTo("seve");
    assertThat(SafeText.cutWithEllipsis("seven", 4)).isEqualTo("sev…");
    assertThat(SafeText.cut("seven", 0)).isEmpty();
  }

  @Test
  void aPairIsNeverTorn() {
    assertThat(SafeText.cut(SMILES, 1)).isEmpty();
    assertThat(SafeText.cut(SMILES, 2)).isEqualTo("\ud83d\ude00");
    assertThat(SafeText.cut(SMILES, 3)).isEqualTo("\ud83d\ude00");
    assertThat(SafeText.cutWithEllipsis(SMILES, 3)).isEqualTo("\ud83d\ude00…");
    assertThat(SafeText.cutWithEllipsis(SMILES, 2)).isEqualTo("…");
  }

  @Test
  void whatWasHalfAPairBeforeIsLeftToTheWriters() {
    assertThat(SafeText.cut("\ud83dxx", 1)).isEqualTo("\ud83d");
    assertThat(SafeText.cut("xx\ude00", 2)).isEqualTo("xx");
  }

  @Test
  void whatCouldForgeALineOrIsHalfACharacterIsAQuestionMark() {
    assertThat(SafeText.printable("a\r\nb\u001b[2J\u2028\u202e\ud83d\ude00\ud83d", 100))
        .isEqualTo("a??b?[2J??\ud83d\ude00?");
    assertThat(SafeText.printable("long", 2)).isEqualTo("lo");
  }
}
