package io.github.requestree.tools;

import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The result goes into a file, or to standard output. <em>Not</em> thread-safe. */
final class Output {

  /** Writes a result. */
  interface Writer {
    void write(OutputStream out) throws IOException;
  }

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write into this file, instead of standard output.")
  private @Nullable Path file;

  boolean isFile() {
    return file != null;
  }

  @Nullable Path file() {
    return file;
  }

  /** Writes bytes, such as those of a format. */
  void write(Writer writer) throws IOException {
    if (file == null) {
      writer.write(System.out);
      System.out.flush();
      return;
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      writer.write(out);
    }
  }

  /** Writes text: UTF-8 into a file, and what standard output can show there. */
  void print(String text) throws IOException {
    if (file != null) {
      write(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  /** Returns a text report for the place it goes to: in colour on a terminal alone. */
  TextReport text(Shaping shaping) {
    TextReport.Builder report = TextReport.builder().shaping(shaping);
    return file != null
        ? report.build()
        : report.colour(TextReport.Colour.AUTO).build().writableIn(charset());
  }

  /** Returns the charset of standard output: from JDK 19 a property of its own has it. */
  private static Charset charset() {
    for (String name : new String[] {"stdout.encoding", "sun.stdout.encoding"}) {
      String charset = System.getProperty(name);
      if (charset != null && Charset.isSupported(charset)) {
        return Charset.forName(charset);
      }
    }
    return Charset.defaultCharset();
  }

  /** Returns the format by the name of the file, if none was asked for. */
  Formats format(@Nullable Formats asked) {
    if (asked != null) {
      return asked;
    }
    String name = file == null ? "" : String.valueOf(file.getFileName());
    for (Formats format : new Formats[] {Formats.SPEEDSCOPE, Formats.COLLAPSED}) {
      if (name.endsWith(format.in(Shaping.DEFAULT).fileSuffix())) {
        return format;
      }
    }
    for (Formats format : Formats.values()) {
      if (name.endsWith(format.in(Shaping.DEFAULT).fileSuffix())) {
        return format;
      }
    }
    throw new ParameterException(
        spec.commandLine(), "give --to, or a name for --output that ends like one of the formats");
  }
}
