package io.github.requestree.servlet;

import io.github.requestree.internal.Option;
import java.util.List;

/**
 * Shows a row of the table of options to tests outside of its package.
 *
 * @param name the name, as init-params have it
 * @param byDefault the default as it is written; empty if there is none
 * @param accepted what is accepted
 * @param meaning what it does, in Markdown
 * @param type the Java type of what configuration tools know
 */
public record DocumentedOption(
    String name, String byDefault, String accepted, String meaning, String type) {

  /** Returns all rows. */
  public static List<DocumentedOption> all() {
    return ProfilingOptions.ALL.stream().map(DocumentedOption::of).toList();
  }

  private static <T> DocumentedOption of(Option<T> option) {
    Object value = option.byDefault();
    String type =
        value instanceof Boolean
            ? "java.lang.Boolean"
            : value instanceof Integer && !option.accepted().contains("/s")
                ? "java.lang.Integer"
                : value instanceof List<?>
                    ? "java.util.List<java.lang.String>"
                    : "java.lang.String";
    return new DocumentedOption(
        option.name(), option.write(option.byDefault()), option.accepted(), option.meaning(), type);
  }
}
