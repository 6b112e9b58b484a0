package io.github.requestree.servlet;

import io.github.requestree.report.ReportFormat;
import io.github.requestree.shaping.Shaping;
import java.util.List;

/** The formats that an option can name. */
final class FileFormat {

  private static final String TEXT = "text";

  /** Each is how the names of its files end, but for the text that needs no name. */
  static final List<String> NAMES =
      List.of(TEXT, "json", "html", "speedscope", "collapsed", "pprof");

  private FileFormat() {}

  /** The format of this name, which must be one of {@link #NAMES}. */
  static ReportFormat of(String name, Shaping shaping) {
    String start = name.equals(TEXT) ? ".txt" : "." + name;
    return ReportFormat.all(shaping).stream()
        .filter(format -> format.fileSuffix().startsWith(start))
        .findFirst()
        .orElseThrow();
  }
}
