package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecretGuardTest {

  private static final String KEY = "0123456789abcdef";
  private static final String WRONG = "0123456789abcdeg";

  private long nanos = Long.MAX_VALUE - 10;

  private final LogCapture log = new LogCapture("requestree");
  private final Warnings warnings = new Warnings(this::now);
  private final SecretGuard guard =
      new SecretGuard(Secret.of(KEY, name -> null), this::now, warnings);

  private long now() {
    return nanos;
  }

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @Test
  void wrongSecretsAreToldOfOnceAMinuteByTheirNumber() {
    assertThat(guard.accepts(WRONG, false, null)).isFalse();
    assertThat(guard.accepts("short", false, null)).isFalse();
    assertThat(guard.accepts("x".repeat(100_000), true, null)).isFalse();
    pass(Duration.ofSeconds(59));
    assertThat(guard.accepts("%zz", true, null)).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(guard.accepts("", true, null)).isFalse();

    assertThat(log.messages())
        .containsExactly(
            "requests that asked for a profile with a wrong secret: 1 since the last warning",
            "requests that asked for a profile with a wrong secret: 4 since the last warning");
    assertThat(guard.wrongSecrets()).isEqualTo(5);
  }

  @Test
  void theRightSecretWorksHoweverManyWrongOnesCome() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(guard.accepts(WRONG, false, null)).isFalse();
      assertThat(guard.accepts(KEY, false, null)).isTrue();
    }

    assertThat(log.messages()).hasSize(1);
  }

  @Test
  void aPredicateThatRefusesManyKeepsNoSecretOut() {
    for (int i = 0; i < 1_000; i++) {
      guard.accepts("token", false, token -> false);
    }

    assertThat(guard.accepts(KEY, false, null)).isTrue();
  }

  @Test
  void whatCannotBeTheSecretIsNotComparedAndKeepsNobodyOut() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(guard.accepts("42", true, null)).isFalse();
      assertThat(guard.accepts("x".repeat(201), false, null)).isFalse();
    }

    assertThat(guard.accepts(KEY, true, null)).isTrue();
  }

  @Test
  void aPredicateIsAskedSeldomToo() {
    AtomicInteger asked = new AtomicInteger();

    for (int i = 0; i < 1_000; i++) {
      guard.accepts(
          "token",
          true,
          token -> {
            asked.incrementAndGet();
            throw new IllegalStateException("cannot tell");
          });
    }

    assertThat(asked).hasValue(SecretGuard.MAX_REFUSALS_PER_SECOND);
    assertThat(log.messages()).hasSize(2).anyMatch(text -> text.contains("asking a trigger"));
  }

  @Test
  void aPredicateIsNotGivenEndlessValues() {
    assertThat(guard.accepts("x".repeat(4_000), false, value -> true)).isTrue();
    assertThat(guard.accepts("x".repeat(4_001), false, value -> true)).isFalse();
    assertThat(guard.accepts("x".repeat(4_001), true, value -> true)).isFalse();
  }

  @Test
  void aMillionWrongSecretsOfAMillionUrlsLeaveNothingBehind() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Trigger.Gate gate =
        Trigger.onDemandByParameter("profile")
            .start(new Trigger.Needs(this::now, bound -> 1, guard, warnings));
    long before = threads.getCurrentThreadAllocatedBytes();
    int flood = 1_000_000;
    PlainRequest request = new PlainRequest();
    for (int i = 0; i < flood; i++) {
      // 100,000 requests a second
      pass(Duration.ofNanos(10_000));
      request.query = "profile=" + WRONG + i;
      assertNotPicked(gate.ask(request, "/orders/" + i, 0));
    }

    assertThat(guard.wrongSecrets()).isEqualTo(flood);
    assertThat(log.messages()).hasSize(1);
    assertThat(log.messages().get(0)).doesNotContain(WRONG);
    // The texts of this test, the value cut out of them, and its digest; some 1,200 bytes before
    // the compiler leaves out what does not escape.
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / flood).isLessThan(2_000);
  }

  private static void assertNotPicked(Trigger.Answer answer) {
    if (answer.picks()) {
      throw new AssertionError("picked");
    }
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }
}
