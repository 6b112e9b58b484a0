package io.github.requestree.benchmarks.micro;

import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Shaping a tree of 10,000 nodes and writing it as text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class RenderingBenchmark {

  @Param({"50", "10000"})
  public int limit;

  private final Profile profile = LargeProfile.make();
  private TextReport report = TextReport.create();

  @Setup
  public void makeReport() {
    report = TextReport.builder().shaping(Shaping.DEFAULT.toBuilder().limit(limit).build()).build();
    long lines = report.toText(profile).lines().count();
    if (lines < Math.min(limit, LargeProfile.NODES / 3)) {
      throw new IllegalStateException("only " + lines + " lines at limit " + limit);
    }
  }

  @Benchmark
  public String toText() {
    return report.toText(profile);
  }
}
