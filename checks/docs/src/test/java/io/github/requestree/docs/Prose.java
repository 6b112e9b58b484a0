package io.github.requestree.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what makes prose hard to read: long lines and long sentences. Tables are no prose. */
final class Prose {

  static final int MAX_COLUMNS = 100;
  static final int MAX_WORDS = 25;

  private static final Pattern CODE = Pattern.compile("`[^`]*`");
  private static final Pattern LINK = Pattern.compile("!?\\[([^\\]]*)\\]\\([^)]*\\)");
  private static final Pattern ITEM = Pattern.compile("\\s*(?:[-*]|\\d+\\.)\\s+(.*)");
  private static final Pattern END = Pattern.compile("(?<=[.!?])[)\"'*_]*\\s+");
  private static final Pattern WORD = Pattern.compile(".*[\\p{L}\\p{N}].*");

  private Prose() {}

  /** The lines of prose that are wider than a page. */
  static List<String> longLines(Page page) {
    List<String> found = new ArrayList<>();
    List<String> lines = page.outsideOfBlocks();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean prose = !isTable(line) && !isComment(line) && line.strip().contains(" ");
      if (line.length() > MAX_COLUMNS && prose) {
        found.add(page.at(i + 1) + " has " + line.length() + " columns");
      }
    }
    return found;
  }

  /** The sentences of more words than one reads in one go. */
  static List<String> longSentences(Page page) {
    List<String> found = new ArrayList<>();
    List<String> lines = page.outsideOfBlocks();
    StringBuilder paragraph = new StringBuilder();
    int start = 0;
    for (int i = 0; i <= lines.size(); i++) {
      String line = i == lines.size() ? "" : lines.get(i);
      var item = ITEM.matcher(line);
      boolean begins = item.matches();
      if (line.isBlank() || begins || isTable(line) || line.startsWith("#") || isComment(line)) {
        judge(page.at(start + 1), paragraph, found);
        start = i;
        paragraph.setLength(0);
      }
      if (begins) {
        paragraph.append(item.group(1)).append(' ');
      } else if (!line.isBlank() && !isTable(line) && !line.startsWith("#") && !isComment(line)) {
        if (paragraph.isEmpty()) {
          start = i;
        }
        paragraph.append(line.strip()).append(' ');
      }
    }
    return found;
  }

  private static void judge(String at, StringBuilder paragraph, List<String> found) {
    String text = CODE.matcher(paragraph).replaceAll("code");
    text = LINK.matcher(text).replaceAll("$1").replace("**", "").replace("*", "");
    for (String sentence : END.split(text, -1)) {
      long words =
          List.of(sentence.strip().split("\\s+", -1)).stream()
              .filter(word -> WORD.matcher(word).matches())
              .count();
      if (words > MAX_WORDS) {
        found.add(at + " has a sentence of " + words + " words: " + sentence.strip());
      }
    }
  }

  private static boolean isTable(String line) {
    return line.strip().startsWith("|");
  }

  private static boolean isComment(String line) {
    return line.startsWith("<!--") || line.endsWith("-->");
  }
}
