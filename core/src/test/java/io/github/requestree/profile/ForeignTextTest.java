package io.github.requestree.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {

  private static final String SMILES = "\ud83d\ude00\ud83d\ude00";

  @Test
  void whatIsShortEnoughStaysAsItIs() {
    assertThat(ForeignText.cut("four", 4)).isEqualTo("four");
    assertThat(ForeignText.cutWithEllipsis("four", 4)).isEqualTo("four");
    assertThat(ForeignText.cut("", 0)).isEmpty();
  }

  @Test
  void whatIsLongerIsCut() {
    assertThat(ForeignText.cut("seven", 4)).isEqualTo("seve");
    assertThat(ForeignText.cutWithEllipsis("seven", 4)).isEqualTo("sev…");
    assertThat(ForeignText.cut("seven", 0)).isEmpty();
  }

  @Test
  void aPairIsNeverTorn() {
    assertThat(ForeignText.cut(SMILES, 1)).isEmpty();
    assertThat(ForeignText.cut(SMILES, 2)).isEqualTo("\ud83d\ude00");
    assertThat(ForeignText.cut(SMILES, 3)).isEqualTo("\ud83d\ude00");
    assertThat(ForeignText.cutWithEllipsis(SMILES, 3)).isEqualTo("\ud83d\ude00…");
    assertThat(ForeignText.cutWithEllipsis(SMILES, 2)).isEqualTo("…");
  }

  @Test
  void whatWasHalfAPairBeforeIsLeftToTheWriters() {
    assertThat(ForeignText.cut("\ud83dxx", 1)).isEqualTo("\ud83d");
    assertThat(ForeignText.cut("xx\ude00", 2)).isEqualTo("xx");
  }

  @Test
  void whatCouldForgeALineOrIsHalfACharacterIsAQuestionMark() {
    assertThat(ForeignText.printable("a\r\nb\u001b[2J\u2028\u202e\ud83d\ude00\ud83d", 100))
        .isEqualTo("a??b?[2J??\ud83d\ude00?");
    assertThat(ForeignText.printable("long", 2)).isEqualTo("lo");
  }
}
