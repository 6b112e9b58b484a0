package io.github.requestree.servlet;

import io.github.requestree.export.ReportFormat;
import io.github.requestree.shaping.Shaping;
import java.util.List;

/** One of each format, for tests of other packages. */
public final class EveryFormat {

  private EveryFormat() {}

  public static List<ReportFormat> list() {
    return Formats.all(Shaping.DEFAULT);
  }
}
