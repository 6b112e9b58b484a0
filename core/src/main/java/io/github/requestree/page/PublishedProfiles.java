package io.github.requestree.page;

import io.github.requestree.export.ReportFormat;
import io.github.requestree.internal.OwnCode;
import io.github.requestree.shaping.Shaping;
import jakarta.servlet.ServletContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The profiles that the page shows, and their formats. A filter leaves them with its application,
 * where the page finds them. Immutable and thread-safe.
 *
 * @param recent the profiles
 * @param page a profile's page, with links to the formats
 * @param formats each with a suffix of its own
 */
public record PublishedProfiles(
    RecentProfiles recent, HtmlReport page, List<ReportFormat> formats) {

  /**
   * The key, with the class itself in the name: a copy of this library in another web application
   * has its own.
   */
  private static final String KEY = OwnCode.keyOf(PublishedProfiles.class);

  /**
   * Returns these profiles, with links to them in these formats.
   *
   * @param shaping tells which frames are a library's
   * @param editorLink the template of links to an editor; empty for none
   */
  public static PublishedProfiles of(
      RecentProfiles recent, Shaping shaping, List<ReportFormat> formats, String editorLink) {
    HtmlReport page =
        HtmlReport.builder().shaping(shaping).links(formats).editorLink(editorLink).build();
    return new PublishedProfiles(recent, page, formats);
  }

  /** Returns the format of this suffix, or null. */
  @Nullable ReportFormat format(String suffix) {
    return formats.stream()
        .filter(format -> format.fileSuffix().equals(suffix))
        .findFirst()
        .orElse(null);
  }

  /** Returns the profiles that a filter has left, if there is one and it keeps profiles. */
  public static @Nullable PublishedProfiles in(ServletContext context) {
    return context.getAttribute(KEY) instanceof PublishedProfiles served ? served : null;
  }

  public void leaveWith(ServletContext context) {
    context.setAttribute(KEY, this);
  }

  /** Takes them back, unless another filter has left its own since. */
  public void takeFrom(ServletContext context) {
    PublishedProfiles left = in(context);
    if (left != null && left.recent == recent) {
      context.removeAttribute(KEY);
    }
  }
}
