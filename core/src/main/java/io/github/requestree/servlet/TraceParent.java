package io.github.requestree.servlet;

import io.github.requestree.profile.Profile;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Reads the header {@code traceparent} of the W3C's Trace Context, by the letter. */
final class TraceParent {

  private static final String HEADER = "traceparent";
  private static final int VERSION_END = 2;
  private static final int TRACE_END = 35;
  private static final int SPAN_END = 52;
  private static final int LENGTH = 55;

  /** Later versions may say more, but nothing that is of interest here is as long as this. */
  private static final int LONGEST = 512;

  private TraceParent() {}

  /** The trace of a request and the span that has sent it; null unless one header tells. */
  static Profile.@Nullable Trace of(HttpServletRequest request) {
    Enumeration<String> values = request.getHeaders(HEADER);
    if (values == null || !values.hasMoreElements()) {
      return null;
    }
    String value = values.nextElement();
    return values.hasMoreElements() ? null : of(value);
  }

  static Profile.@Nullable Trace of(String value) {
    int length = value.length();
    if (length < LENGTH
        || length > LONGEST
        || value.charAt(VERSION_END) != '-'
        || value.charAt(TRACE_END) != '-'
        || value.charAt(SPAN_END) != '-'
        || !isHex(value, 0, VERSION_END)
        || !isHex(value, SPAN_END + 1, LENGTH)
        || value.startsWith("ff")) {
      return null;
    }
    boolean mayHaveMore = !value.startsWith("00");
    if (length > LENGTH && !(mayHaveMore && value.charAt(LENGTH) == '-')) {
      return null;
    }
    return isId(value, VERSION_END + 1, TRACE_END) && isId(value, TRACE_END + 1, SPAN_END)
        ? new Profile.Trace(
            value.substring(VERSION_END + 1, TRACE_END), value.substring(TRACE_END + 1, SPAN_END))
        : null;
  }

  private static boolean isId(String value, int start, int end) {
    boolean allZero = value.chars().skip(start).limit(end - start).allMatch(c -> c == '0');
    return !allZero && isHex(value, start, end);
  }

  private static boolean isHex(String value, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = value.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
