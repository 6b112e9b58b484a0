package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
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
  void aWalkThatStopsAllThreadsCostsWhatTheOthersLoseByIt() {
    boolean stopsAll = Runtime.version().feature() < 19;
    int others = Math.min(3, Runtime.getRuntime().availableProcessors() - 1);

    Thread self = Thread.currentThread();
    long longAgo = jvm.nanoTime() - 1_000_000_000;
    long cpuNanos = jvm.cpuNanos(self);

    Jvm.Walked alone = new Jvm.Walked(self, longAgo, cpuNanos, true, 0);
    assertThat(jvm.walkCost(100, alone)).isEqualTo(stopsAll ? 300 : 150);
    assertThat(jvm.stopCost(100, List.of(alone))).isZero();
    Jvm.Walked waits = new Jvm.Walked(self, longAgo, cpuNanos, false, 0);
    assertThat(jvm.walkCost(100, waits)).isEqualTo(stopsAll ? 300 : 100);
    Jvm.Walked besideOthers = new Jvm.Walked(self, longAgo, cpuNanos, true, 3);
    assertThat(jvm.walkCost(100, besideOthers)).isEqualTo(stopsAll ? 300 : 150);
    assertThat(jvm.stopCost(100, List.of(besideOthers)))
        .isGreaterThanOrEqualTo(stopsAll ? others * 900_000_000L : 0);
    Jvm.Walked onTheCpu = new Jvm.Walked(self, longAgo, cpuNanos - 2_000_000_000, true, 3);
    assertThat(jvm.stopCost(100, List.of(onTheCpu))).isEqualTo(stopsAll ? others * 100 : 0);
    assertThat(jvm.stopCost(100, List.of(besideOthers, onTheCpu)))
        .as("while one of them ran, none was stopped")
        .isEqualTo(stopsAll ? others * 100 : 0);
  }

  @Test
  void stacksThatAreCapturedTogetherAreThoseThatEachWouldHave() throws InterruptedException {
    Thread ended = new Thread(() -> {});
    ended.start();
    ended.join();
    Thread parked = new Thread(LockSupport::park);
    Thread waiting = new Thread(() -> waitForEver(new Object()));
    for (Thread thread : List.of(parked, waiting)) {
      thread.setDaemon(true);
      thread.start();
      Await.until("it waits", () -> thread.getState() == Thread.State.WAITING);
    }

    StackTraceElement[][] together = jvm.stacks(new Thread[] {parked, ended, waiting});

    assertThat(methods(together[0])).isEqualTo(methods(jvm.stack(parked)));
    assertThat(together[1]).isEmpty();
    assertThat(methods(together[2])).isEqualTo(methods(jvm.stack(waiting)));
  }

  /** Without Thread.runWith, which JDK 21 and later hide from one of the two ways to ask. */
  private static List<String> methods(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .map(frame -> frame.getClassName() + "." + frame.getMethodName())
        .filter(method -> !method.equals("java.lang.Thread.runWith"))
        .toList();
  }

  private static void waitForEver(Object monitor) {
    try {
      synchronized (monitor) {
        while (!Thread.currentThread().isInterrupted()) {
          monitor.wait();
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void ownAndForeignClocksOfAThreadAgree() {
    long before = jvm.ownCpuNanos();
    long foreign = jvm.cpuNanos(Thread.currentThread());
    long after = jvm.ownCpuNanos();

    assertThat(foreign).isBetween(before, after);
  }
}
