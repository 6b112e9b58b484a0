package io.github.requestree.servlet;

import io.github.requestree.export.CollapsedReport;
import io.github.requestree.export.JsonReport;
import io.github.requestree.export.PprofReport;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.export.SpeedscopeReport;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import java.util.List;

/** The formats that an option can name and that the page of profiles offers. Stateless. */
final class Formats {

  private Formats() {}

  /**
   * Returns one of each, the text first.
   *
   * @param shaping shapes trees for formats that show shaped ones, and tells library frames
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

  static List<String> names() {
    return all(Shaping.DEFAULT).stream().map(ReportFormat::name).toList();
  }

  /** Returns the format of this name, which must be one of {@link #names()}. */
  static ReportFormat named(String name, Shaping shaping) {
    return all(shaping).stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
