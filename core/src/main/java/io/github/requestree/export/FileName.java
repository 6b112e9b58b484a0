package io.github.requestree.export;

import io.github.requestree.profile.Profile;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names files after profiles, so that the order of names is the order of durations. A name has
 * letters, digits and minuses only, fewer than 200 of them, for any request. It begins with a
 * digit. Stateless.
 */
final class FileName {

  private static final long MAX_MILLIS = 999_999_999;
  private static final int MAX_METHOD = 16;
  private static final int MAX_ROUTE = 80;
  private static final int MAX_ID = 33;

  private static final Pattern REPORT =
      Pattern.compile("\\d{9}ms(-[A-Za-z0-9-]{1,140})?\\.[A-Za-z0-9.]{1,20}");

  private FileName() {}

  /** Returns the name for a profile: its duration, method and folded route, and its id. */
  static String of(Profile profile, String suffix) {
    long millis = Math.min(MAX_MILLIS, Math.max(0, profile.durationNanos() / 1_000_000));
    StringBuilder name = new StringBuilder(String.format(Locale.ROOT, "%09dms", millis));
    Profile.Request request = profile.request();
    if (request == null) {
      append(name, profile.name(), MAX_ROUTE);
    } else {
      append(name, request.method(), MAX_METHOD);
      // Never the path: it may hold a user's data, and names of files get around.
      append(name, request.route(), MAX_ROUTE);
    }
    append(name, profile.id(), MAX_ID);
    return name.append(suffix).toString();
  }

  /** Returns whether {@link #of} can have named a file, of any format. */
  static boolean isReport(String name) {
    return REPORT.matcher(name).matches();
  }

  /** Appends a minus and the harmless characters of a text; nothing if there are none. */
  private static void append(StringBuilder name, String text, int most) {
    int end = name.length() + most;
    boolean gap = true;
    for (int i = 0; i < text.length() && name.length() < end; i++) {
      char c = text.charAt(i);
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
        name.append(gap ? "-" : "").append(c);
        gap = false;
      } else {
        gap = true;
      }
    }
  }
}
