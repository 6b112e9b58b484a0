package io.github.requestree.benchmarks.fidelity;

import io.github.requestree.profile.WaitKind;
import java.util.List;

/** A little work between two long waits: the place where a sampler that waits longer misses it. */
final class TwoSleeps implements Workload {

  @Override
  public List<Phase> phases() {
    return List.of(
        new Phase("firstSleep", WaitKind.SLEEPING),
        new Phase("cpu5", null),
        new Phase("secondSleep", WaitKind.SLEEPING));
  }

  @Override
  public void run(Truth truth) throws Exception {
    truth.time("firstSleep", this::firstSleep);
    truth.time("cpu5", this::cpu5);
    truth.time("secondSleep", this::secondSleep);
  }

  private void firstSleep() throws InterruptedException {
    Thread.sleep(1_500);
  }

  private void cpu5() {
    Spin.cpu(5_000_000);
  }

  private void secondSleep() throws InterruptedException {
    Thread.sleep(1_500);
  }
}
