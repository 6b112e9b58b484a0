package io.github.requestree;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A comment for javadoc as its reader sees it, without markup. Immutable.
 *
 * @param line its first line in its file, from 1 on
 * @param text paragraphs, list items and tags, with a blank line between them
 */
record Javadoc(int line, String text) {

  private static final Pattern COMMENT = Pattern.compile("(?ms)^[ \\t]*/\\*\\*(.*?)\\*/");
  private static final Pattern ASTERISK = Pattern.compile("(?m)^[ \\t]*\\* ?");
  private static final Pattern BLOCK = Pattern.compile("</?(?:p|[uo]l|li|pre|h\\d)\\b[^>]*>");
  private static final Pattern MARKUP = Pattern.compile("<[^>]+>");
  private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^{}]*)\\}");
  private static final Pattern BLOCK_TAG =
      Pattern.compile("(?m)^[ \\t]*@(?:(?:param|throws)\\s+\\S+|\\w+)\\s*");
  private static final Pattern END = Pattern.compile("(?<=[.:;?!])\\s+|\\n\\s*\\n");

  /** Finds all of them in a Java file. */
  static List<Javadoc> in(String source) {
    List<Javadoc> found = new ArrayList<>();
    Matcher comment = COMMENT.matcher(source);
    while (comment.find()) {
      String before = source.substring(0, comment.start());
      found.add(
          new Javadoc(1 + (int) before.chars().filter(c -> c == '\n').count(), text(comment)));
    }
    return found;
  }

  private static String text(Matcher comment) {
    String text = ASTERISK.matcher(comment.group(1)).replaceAll("");
    text = BLOCK_TAG.matcher(text).replaceAll("\n\n");
    text = BLOCK.matcher(text).replaceAll("\n\n");
    text = MARKUP.matcher(text).replaceAll("");
    return INLINE_TAG.matcher(text).replaceAll("$1").strip();
  }

  String firstWord() {
    return text.split("\\W+", 2)[0];
  }

  /** Returns its sentences; one also ends at a colon and at a semicolon. */
  List<String> sentences() {
    return Stream.of(END.split(text)).map(sentence -> sentence.replaceAll("\\s+", " ")).toList();
  }

  static int words(String sentence) {
    return sentence.isBlank() ? 0 : sentence.strip().split("\\s+").length;
  }
}
