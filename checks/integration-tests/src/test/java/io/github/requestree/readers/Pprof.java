package io.github.requestree.readers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code go tool pprof}, as it reads one file. */
record Pprof(Path file) {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Such as {@code 2001000000ns 66.7% 66.7% 2001000000ns 66.7% java.lang.Thread.sleep}. */
  private static final Pattern TOP_ROW =
      Pattern.compile("\\s*(\\d+)(?:ns)?\\s+\\S+%\\s+\\S+%\\s+(\\d+)(?:ns)?\\s+\\S+%\\s+(.*)");

  /** Such as {@code 4000000 0 0: 1 2}. */
  private static final Pattern RAW_SAMPLE = Pattern.compile("\\s*(\\d+(?:\\s+\\d+)*):[ \\d]*");

  /** The time of a function itself, and with what it called. */
  record Row(long flat, long cum) {}

  /** The sum of all samples, by their type such as {@code wall/nanoseconds[dflt]}. */
  Map<String, Long> rawTotals() throws Exception {
    List<String> lines = raw().lines().toList();
    String[] types = lines.get(lines.indexOf("Samples:") + 1).strip().split("\\s+", -1);
    long[] sums = new long[types.length];
    for (String line : lines) {
      Matcher sample = RAW_SAMPLE.matcher(line);
      if (sample.matches()) {
        String[] values = sample.group(1).split("\\s+", -1);
        assertThat(values).hasSameSizeAs(types);
        for (int i = 0; i < sums.length; i++) {
          sums[i] += Long.parseLong(values[i]);
        }
      }
    }
    Map<String, Long> totals = new LinkedHashMap<>();
    for (int i = 0; i < types.length; i++) {
      totals.put(types[i], sums[i]);
    }
    return totals;
  }

  String raw() throws Exception {
    return run("-raw");
  }

  /** The table of all functions for this sample type. */
  Map<String, Row> top(String sampleType) throws Exception {
    String text =
        run(
            "-top",
            "-unit=ns",
            "-nodecount=100000",
            "-nodefraction=0",
            "-sample_index=" + sampleType);
    Map<String, Row> rows = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher row = TOP_ROW.matcher(line);
      if (row.matches()) {
        rows.put(row.group(3), new Row(Long.parseLong(row.group(1)), Long.parseLong(row.group(2))));
      }
    }
    return rows;
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(OtherProgram.find("go"), "tool", "pprof"));
    Stream.of(arguments).forEach(command::add);
    command.add(file.toString());
    OtherProgram.Run run = OtherProgram.run(file.getParent(), LONGEST, command);
    assertThat(run).as("%s within %s", command, LONGEST).isNotNull();
    assertThat(run.exit()).as("%s: %s", command, run.err()).isZero();
    return run.out();
  }
}
