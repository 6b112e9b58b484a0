package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WarningsTest {

  private final LogCapture log = new LogCapture("requestree");
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Warnings warnings = new Warnings(now::get);

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @Test
  void eachKindIsWarnedOfOnce() {
    for (int i = 0; i < 1_000; i++) {
      warnings.ownFailure("entering", new IllegalStateException("no " + i));
      warnings.ownFailure("leaving", new IllegalStateException());
      warnings.setup("two filters");
    }

    assertThat(log.messages()).hasSize(3).first().asString().contains("entering (1 times");
    assertThat(log.events().get(0).getThrowableProxy().getMessage()).isEqualTo("no 0");
  }

  @Test
  void afterAnHourItIsSaidHowOftenItHappened() {
    warnings.ownFailure("entering", new IllegalStateException());
    warnings.ownFailure("entering", new IllegalStateException());
    now.addAndGet(TimeUnit.HOURS.toNanos(1));
    warnings.ownFailure("entering", new IllegalStateException());

    assertThat(log.messages()).hasSize(2).last().asString().contains("2 times since");
  }

  /** Nobody could go on here if these calls waited for the log. */
  @Test
  void aLogThatHangsHoldsUpNobodyAndHasAHundredWarningsToSayAtMost() {
    CountDownLatch goesOn = new CountDownLatch(1);
    log.hang(goesOn);

    for (int i = 0; i < 150; i++) {
      warnings.setup("warning " + i);
    }
    warnings.ownFailure("entering", new IllegalStateException());
    warnings.wrongSecret();
    goesOn.countDown();

    // One of them hangs, and the others wait.
    assertThat(log.messages()).hasSizeBetween(100, 101).startsWith("warning 0", "warning 1");
  }

  @Test
  void aLogThatThrowsKeepsNothingFromBeingSaidLater() {
    log.failOnce(new StackOverflowError());
    warnings.setup("the first");
    warnings.setup("the second");

    assertThat(log.messages()).containsExactly("the second");
  }
}
