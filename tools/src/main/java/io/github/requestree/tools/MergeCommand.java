package io.github.requestree.tools;

import io.github.requestree.export.DirectorySink;
import io.github.requestree.export.ReportFormat;
import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Merges single profiles by route, as a filter does with {@code groupByPath}. */
@Command(
    name = "merge",
    description = "Merges single profiles into one for each route.",
    mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|DIR",
      arity = "1..*",
      description = "Profiles, or directories of them; - for standard input.")
  private List<String> arguments = List.of();

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      description = "One of text (if not given), html, json, speedscope, collapsed and pprof.")
  private @Nullable Formats to;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "Write a file for each route into this directory.")
  private @Nullable Path directory;

  @Mixin private Look look = new Look();
  @Mixin private Output output = new Output();

  @Override
  public Integer call() throws IOException {
    Formats format = to == null && !output.isFile() ? Formats.TEXT : output.format(to);
    Routes routes = Routes.of(Sources.create().readAll(arguments));
    PrintWriter err = spec.commandLine().getErr();
    routes.stillRunning().forEach(file -> err.println(file + " still ran, and is not merged"));
    err.flush();
    Shaping shaping = look.on(routes.shaping());
    if (directory != null) {
      DirectorySink sink = DirectorySink.builder(directory, format.in(shaping)).build();
      routes.merged().forEach(sink::accept);
    } else if (format == Formats.TEXT) {
      print(routes.merged(), output.text(shaping));
    } else if (routes.merged().size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "there are " + routes.merged().size() + " routes, but one per file: give --into DIR");
    } else {
      ReportFormat report = format.in(shaping);
      output.write(out -> report.write(routes.merged().get(0), out));
    }
    return 0;
  }

  private void print(List<Profile> merged, TextReport report) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Profile route : merged) {
      text.append(text.isEmpty() ? "" : "\n").append(report.toText(route));
    }
    output.print(text.toString());
  }
}
