package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class RealJvmTest {

  private final RealJvm jvm = new RealJvm();

  @Test
  void everySleepAndParkIsCounted() throws InterruptedException {
    Thread self = Thread.currentThread();

    long first = jvm.waits(self);
    Thread.sleep(1);
    long slept = jvm.waits(self);
    LockSupport.parkNanos(1_000_000);
    long parked = jvm.waits(self);

    assertThat(slept).isGreaterThan(first);
    assertThat(parked).isGreaterThan(slept);
  }

  @Test
  void aWalkThatStopsAllThreadsCostsAtLeastTheTimeThatItTakes() {
    boolean stopsAll = Runtime.version().feature() < 19;

    assertThat(jvm.walkCost(100, 50_000, true, 3)).isEqualTo(stopsAll ? 50_000 : 200);
    assertThat(jvm.walkCost(100, 150, false, 0)).isEqualTo(stopsAll ? 300 : 100);
  }

  @Test
  void ownAndForeignClocksOfAThreadAgree() {
    long before = jvm.ownCpuNanos();
    long foreign = jvm.cpuNanos(Thread.currentThread());
    long after = jvm.ownCpuNanos();

    assertThat(foreign).isBetween(before, after);
  }
}
