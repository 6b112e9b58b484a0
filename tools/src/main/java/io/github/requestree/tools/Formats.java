package io.github.requestree.tools;

import io.github.requestree.export.CollapsedReport;
import io.github.requestree.export.JsonReport;
import io.github.requestree.export.PprofReport;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.export.SpeedscopeReport;
import io.github.requestree.page.HtmlReport;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import java.util.List;

/** The formats that a profile can be converted to, as options name them. */
enum Formats {
  TEXT,
  HTML,
  JSON,
  SPEEDSCOPE,
  COLLAPSED,
  PPROF;

  ReportFormat in(Shaping shaping) {
    return switch (this) {
      case TEXT -> TextReport.builder().shaping(shaping).build();
      case HTML -> HtmlReport.builder().shaping(shaping).build();
      case JSON -> JsonReport.create(shaping);
      case SPEEDSCOPE -> SpeedscopeReport.create();
      case COLLAPSED -> CollapsedReport.create();
      case PPROF -> PprofReport.create();
    };
  }

  /** Returns one of each, for a page that links to them. */
  static List<ReportFormat> all(Shaping shaping) {
    return List.of(values()).stream().map(format -> format.in(shaping)).toList();
  }
}
