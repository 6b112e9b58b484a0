package io.github.requestree.export;

import io.github.requestree.profile.Profile;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes finished profiles in one format. Implementations are immutable and thread-safe, and write
 * the same bytes for the same profile.
 */
public interface ReportFormat {

  /** Returns the name by which options know it, such as {@code text}. */
  String name();

  /**
   * Returns the media type, with its charset if it is text, such as {@code
   * text/plain;charset=utf-8}.
   */
  String mediaType();

  /** Returns the ending of file names in this format, such as {@code .txt}. */
  String fileSuffix();

  /** Returns whether it shows the timeline of a profile that has one; default false. */
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
