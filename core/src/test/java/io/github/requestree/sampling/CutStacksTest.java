package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.WaitKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Stacks of a real JVM that are deeper than it shows: from JDK 19 on it cuts their outer end. */
class CutStacksTest {

  @Test
  void aSleepDeeperThanTheJvmShowsIsAllBelowTheRecursion() throws Exception {
    List<String> output = run("-XX:MaxJavaStackTraceDepth=1024", 1500);

    assertThat(output.get(0)).isEqualTo("[SLEEPING]");
    assertThat(output.get(1)).matches(".*Main\\.down.*Thread\\.sleep.*");
    assertThat(cuts(output.get(1))).isEqualTo(Runtime.version().feature() < 19 ? 0 : 1);
  }

  @Test
  void aJvmThatShowsFiftyFramesSaysSoAndNeverThatTheThreadCouldHaveRun() throws Exception {
    List<String> output = run("-XX:MaxJavaStackTraceDepth=50", 120);

    assertThat(output.get(0)).isEqualTo("[SLEEPING]");
    assertThat(output.get(1)).matches(".*Main\\.down.*Thread\\.sleep.*");
    assertThat(cuts(output.get(1))).isEqualTo(Runtime.version().feature() < 19 ? 0 : 1);
  }

  @Test
  void aJvmThatShowsAllFramesCutsNone() throws Exception {
    List<String> output = run("-XX:MaxJavaStackTraceDepth=0", 3000);

    assertThat(output.get(0)).isEqualTo("[SLEEPING]");
    assertThat(cuts(output.get(1))).isZero();
  }

  private static int cuts(String path) {
    return path.split("outer frames cut by the JVM", -1).length - 1;
  }

  private static List<String> run(String flag, int depth) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                String.valueOf(depth))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().filter(line -> line.startsWith("[")).toList();
  }

  /** Sleeps so many calls deep, and prints what for it waited and the path to where. */
  static final class Main {
    private Main() {}

    private static int down(int depth, Profiler profiler) throws InterruptedException {
      if (depth == 0) {
        long began = System.nanoTime();
        while (profiler.statistics().walks() < 2) {
          Thread.sleep(10);
        }
        // Most of it is seen, however late the sampler of a young JVM comes.
        Thread.sleep(500 + 4 * TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        return 1;
      }
      return down(depth - 1, profiler) + 1;
    }

    public static void main(String[] args) throws Exception {
      int depth = Integer.parseInt(args[0]);
      LinkedBlockingQueue<Profile> profiles = new LinkedBlockingQueue<>();
      try (Profiler profiler = Profiler.builder().sink(profiles::add).build()) {
        Thread worker =
            new Thread(
                () -> {
                  try {
                    profiler.call("deep", () -> down(depth, profiler));
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
        worker.start();
        Profile profile = profiles.poll(120, TimeUnit.SECONDS);
        CallNode root = profile.root();
        System.out.println(longestWaits(root));
        System.out.println(heaviestPath(root));
      }
    }

    private static List<WaitKind> longestWaits(CallNode root) {
      return root.totalWaiting().entrySet().stream()
          .filter(kind -> kind.getValue() > root.totalNanos() / 4)
          .map(kind -> kind.getKey())
          .toList();
    }

    private static String heaviestPath(CallNode root) {
      StringBuilder path = new StringBuilder("[");
      CallNode node = root;
      while (!node.children().isEmpty()) {
        node =
            node.children().stream()
                .max((one, other) -> Long.compare(one.totalNanos(), other.totalNanos()))
                .orElseThrow();
        path.append(" ").append(node.frame().className()).append(".").append(node.frame().name());
      }
      return path.append("]").toString();
    }
  }
}
