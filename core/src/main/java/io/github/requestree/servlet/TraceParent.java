package io.github.requestree.servlet;

import io.github.requestree.profile.Surroundings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code traceparent} of the W3C's Trace Context, by the letter. Stateless. */
final class TraceParent {

  private static final String HEADER = "traceparent";

  /**
   * The longest value. Later versions may say more, but nothing of interest here is as long as
   * this.
   */
  private static final int MAX_LENGTH = 512;

  /**
   * The accepted values: no id is all zeros, and there is no version ff; all but version 00 may say
   * more.
   */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?!ff|00.{54})[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}"
              + "(?:-.*)?",
          Pattern.DOTALL);

  private TraceParent() {}

  /** Returns the trace of a request and the span that has sent it; null unless one header tells. */
  static Surroundings.@Nullable Trace of(HttpServletRequest request) {
    Enumeration<String> values = request.getHeaders(HEADER);
    if (values == null || !values.hasMoreElements()) {
      return null;
    }
    String value = values.nextElement();
    return values.hasMoreElements() ? null : of(value);
  }

  static Surroundings.@Nullable Trace of(String value) {
    Matcher matcher = VALUE.matcher(value);
    return value.length() <= MAX_LENGTH && matcher.matches()
        ? new Surroundings.Trace(matcher.group(1), matcher.group(2))
        : null;
  }
}
