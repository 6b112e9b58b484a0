package io.github.requestree.sampling;

import org.junit.jupiter.api.condition.EnabledForJreRange;

/** The same waits on virtual threads, whose stacks end in other frames. */
@EnabledForJreRange(minVersion = 21)
class VirtualWaitsTest extends RealWaitsTest {

  @Override
  Thread start(Runnable task) {
    return VirtualThreads.start(task);
  }
}
