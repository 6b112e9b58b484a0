package io.github.requestree.sampling.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.sampling.Await;
import io.github.requestree.sampling.pacing.SamplerClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class GuardedSinkTest {

  private static final class Captured extends UnsynchronizedAppenderBase<ILoggingEvent> {
    final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      messages.add(event.getFormattedMessage());
    }
  }

  /** Nothing here asks how late it is. */
  private static final class StoppedClock implements SamplerClock {
    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public long ownCpuNanos() {
      return UNKNOWN;
    }

    @Override
    public long wakingCost(long cpuNanos) {
      return cpuNanos;
    }
  }

  private final Logger logger = (Logger) LoggerFactory.getLogger("requestree");
  private final Captured log = new Captured();

  @BeforeEach
  void capture() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void release() {
    logger.detachAppender(log);
  }

  @Test
  void aSinkIsBlamedForWhatItIsTooSlowForAndNotForWhatTheBudgetDoesNotAllow() {
    GuardedSink sink =
        new GuardedSink(
            profile -> {}, new DeliveryCounters(), new FailureWarnings(), new StoppedClock());

    sink.lost(ProfileFixture.request("GET", "/r", ProfileFixture.root("r").build()), true);
    assertThat(log.messages).isEmpty();
    sink.lost(ProfileFixture.request("GET", "/r", ProfileFixture.root("r").build()), false);

    Await.until("a warning", () -> !log.messages.isEmpty());
    assertThat(log.messages).singleElement().asString().contains("does not keep up");
    assertThat(sink.counts(0).lost()).isEqualTo(2);
  }
}
