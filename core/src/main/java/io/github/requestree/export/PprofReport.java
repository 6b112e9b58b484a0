package io.github.requestree.export;

import io.github.requestree.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a file for {@code pprof} and other readers of its format: a gzipped protocol buffer.
 * Immutable and thread-safe.
 *
 * <p>Sample types are {@code wall}, {@code cpu} and {@code waiting}, all in nanoseconds, and add up
 * to the profile's, exactly. If there are lanes, {@code lane_wall}, {@code lane_cpu} and {@code
 * lane_waiting} are theirs, so that their time is no part of the request's. The kind of a wait is
 * its innermost frame, such as {@code [lock]}. Labels are {@code method}, {@code route}, {@code
 * trace_id} and {@code span_id}; {@code status} is a number.
 */
public final class PprofReport extends NamedFormat {

  /** The part of a profile that is written. */
  public enum Content {
    /** All sample types and labels. */
    ALL,
    /** Sample type {@code wall}, with the labels {@code trace_id} and {@code span_id} alone. */
    WALL,
    /** Sample type {@code cpu}, likewise. */
    CPU,
    /** The lanes' wall time as sample type {@code wall}, likewise. */
    LANE_WALL
  }

  private final Content content;

  private PprofReport(Content content) {
    super("pprof", "application/octet-stream", ".pprof.gz", false);
    this.content = content;
  }

  /** Returns a report of everything. */
  public static PprofReport create() {
    return of(Content.ALL);
  }

  /** Returns a report of one part, for servers that keep a series for each type and label. */
  public static PprofReport of(Content content) {
    return new PprofReport(content);
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, 8192)) {
      new PprofWriter(gzip, profile, content).write();
    }
    compressed.writeTo(out);
  }
}
