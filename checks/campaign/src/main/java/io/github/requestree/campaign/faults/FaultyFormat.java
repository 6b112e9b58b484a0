package io.github.requestree.campaign.faults;

import io.github.requestree.export.JsonReport;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.profile.Profile;
import java.io.IOException;
import java.io.OutputStream;

/** A format that may fail. Thread-safe. */
record FaultyFormat(Injector faults) implements ReportFormat {

  private static final ReportFormat JSON = JsonReport.create();

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public String mediaType() {
    return JSON.mediaType();
  }

  @Override
  public String fileSuffix() {
    return JSON.fileSuffix();
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    faults.hit(Seam.FORMAT);
    JSON.write(profile, out);
  }
}
