package io.github.requestree.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeepThreadTest {

  @ParameterizedTest
  @ValueSource(ints = {20, 80, 100})
  void aParkedThreadIsAsDeepAsItWasTold(int depth) throws InterruptedException {
    DeepThread deep = DeepThread.start(depth, DeepThread.Doing.PARKED);
    StackTraceElement[] stack = deep.thread().getStackTrace();
    deep.end();
    assertThat(stack.length).isBetween(depth - 1, depth + 1);
  }

  @Test
  void aRunningThreadIsAtItsDepthToo() throws InterruptedException {
    DeepThread deep = DeepThread.start(20, DeepThread.Doing.RUNNING);
    StackTraceElement[] stack = deep.thread().getStackTrace();
    deep.end();
    assertThat(stack.length).isBetween(16, 20);
    assertThat(deep.thread().isAlive()).isFalse();
  }
}
