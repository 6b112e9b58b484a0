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
 * lane_waiting} are theirs, so that their time is no part of the request's. Labels are {@code
 * method}, {@code route}, {@code status}, {@code trace_id} and {@code span_id}. The kind of a wait
 * is {@code waiting}, and a lane has its {@code thread}.
 */
public final class PprofReport implements ReportFormat {

  private PprofReport() {}

  /** Returns a report; it has no options. */
  public static PprofReport create() {
    return new PprofReport();
  }

  @Override
  public String name() {
    return "pprof";
  }

  @Override
  public String mediaType() {
    return "application/octet-stream";
  }

  @Override
  public String fileSuffix() {
    return ".pprof.gz";
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(compressed, 8192)) {
      new PprofWriter(gzip, profile).write();
    }
    compressed.writeTo(out);
  }
}
