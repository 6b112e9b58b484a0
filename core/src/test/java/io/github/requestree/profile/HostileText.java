package io.github.requestree.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** What somebody may send who means harm, and what must not be left of it. */
public final class HostileText {

  private static final String[] PIECES = {
    "\r\n--- GET /forged --- 200 in 0.001 s",
    "\n--- forged ---",
    "\r",
    "\u001b[2J\u001b[31m",
    "\u001b]0;title\u0007",
    "\u009b31m",
    "\u0085",
    "\u2028--- forged",
    "\u2029--- forged",
    "\u202e\u2066",
    "\u200b\ufeff",
    "\ud800",
    "\udc00",
    "\0",
    "\u007f",
    "\t\b",
    "\udb40\udc41",
    "{} %n %s %msg ${jndi:ldap://x}",
    "\"}\n{\"forged\":\"",
    "\\u000a\\n",
    "  1.00 s  100%  ",
    "orders/17",
    "😀",
    " --- 200 in 0.001 s",
  };

  private HostileText() {}

  /** Text of any length up to some thousand characters, often of the worst that is known. */
  public static String of(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append((char) random.nextInt(0x10000));
        case 1 -> text.append((char) random.nextInt(0x20));
        default -> text.append(PIECES[random.nextInt(PIECES.length)]);
      }
    }
    return random.nextInt(200) == 0 ? text.toString().repeat(1_000) : text.toString();
  }

  /** Asserts that text of several lines cannot be taken for anything but one report. */
  public static void assertOneReport(String text) {
    assertPlain(text.replace("\n", ""));
    assertThat(text.lines().filter(line -> line.startsWith("---"))).as(text).hasSize(1);
    assertThat(text).startsWith("---").doesNotContain("\n\"", "\n{");
    assertThat(text.lines().mapToInt(String::length).max().orElse(0)).as(text).isLessThan(1_000);
  }

  /** Asserts that text stays on its line and says nothing to a terminal. */
  public static void assertPlain(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean harmful =
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.SURROGATE ->
                true;
            default -> false;
          };
      if (harmful) {
        throw new AssertionError(Integer.toHexString(c) + " in " + text);
      }
      i += Character.charCount(c);
    }
  }
}
