package io.github.requestree.servlet;

import io.github.requestree.report.ReportFormat;
import io.github.requestree.report.TextReport;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.sink.RecentProfiles;
import jakarta.servlet.ServletContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ProfilesServlet} shows, and in which formats. A filter leaves it with its
 * application, where the servlet finds it. Immutable and thread-safe.
 *
 * @param recent the profiles
 * @param formats each with a suffix of its own; the first one is that of a profile's page
 */
record ServedProfiles(RecentProfiles recent, List<ReportFormat> formats) {

  /** With the class itself in the name, for the reason that {@link RequestProfile} gives. */
  private static final String KEY =
      ServedProfiles.class.getName()
          + '.'
          + Integer.toHexString(System.identityHashCode(ServedProfiles.class));

  static ServedProfiles of(RecentProfiles recent, Shaping shaping) {
    return new ServedProfiles(recent, List.of(TextReport.builder().shaping(shaping).build()));
  }

  /** The format of this suffix, or that of a profile's page; null if there is none. */
  @Nullable ReportFormat format(@Nullable String suffix) {
    for (ReportFormat format : formats) {
      if (suffix == null || format.fileSuffix().equals(suffix)) {
        return format;
      }
    }
    return null;
  }

  /** What a document in this format may do in a browser. */
  static String policy(ReportFormat format) {
    return ProfilePages.SHOWS_NOTHING;
  }

  /** What a filter has left, if there is one and it keeps profiles. */
  static @Nullable ServedProfiles in(ServletContext context) {
    return context.getAttribute(KEY) instanceof ServedProfiles served ? served : null;
  }

  void leaveWith(ServletContext context) {
    context.setAttribute(KEY, this);
  }

  /** Takes it back, unless another filter has left its own since. */
  void takeFrom(ServletContext context) {
    if (context.getAttribute(KEY) == this) {
      context.removeAttribute(KEY);
    }
  }
}
