package io.github.requestree.report;

import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes finished profiles in one format. Implementations are immutable and thread-safe, and write
 * the same bytes for the same profile.
 */
public interface ReportFormat {

  /**
   * One of each format, told apart by their {@linkplain #fileSuffix() suffixes}, the text first.
   *
   * @param shaping how trees are shaped where they are, and which frames are a library's
   */
  static List<ReportFormat> all(Shaping shaping) {
    return List.of(
        TextReport.builder().shaping(shaping).build(),
        JsonReport.create(shaping),
        SpeedscopeReport.create(),
        CollapsedReport.create(),
        PprofReport.create(),
        HtmlReport.builder().shaping(shaping).build());
  }

  /** The media type, with its charset if it is text, such as {@code text/plain;charset=utf-8}. */
  String mediaType();

  /** How names of files in this format end, such as {@code .txt}. */
  String fileSuffix();

  /** Whether it shows the timeline of a profile that has one; default false. */
  default boolean showsTimeline() {
    return false;
  }

  /**
   * Writes the profile. Neither flushes nor closes the stream.
   *
   * @throws IOException if the stream does
   */
  void write(Profile profile, OutputStream out) throws IOException;
}
