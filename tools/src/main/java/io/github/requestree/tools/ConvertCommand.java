package io.github.requestree.tools;

import io.github.requestree.export.ReportFormat;
import io.github.requestree.tools.reading.KeptProfile;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a profile in another format. */
@Command(
    name = "convert",
    description = "Writes a profile in another format.",
    mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "A profile; - for standard input.")
  private String file = "";

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "One of text, html, json, speedscope, collapsed and pprof.")
  private @Nullable Formats to;

  @Mixin private Look look = new Look();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws IOException {
    Formats format = output.format(to);
    KeptProfile kept = Sources.create().read(file);
    ReportFormat report = format.in(look.on(kept.shaping()));
    output.write(out -> report.write(kept.profile(), out));
    return 0;
  }
}
