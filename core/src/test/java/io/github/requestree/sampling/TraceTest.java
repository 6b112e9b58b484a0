package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class TraceTest {

  private final List<Profile> reported = new CopyOnWriteArrayList<>();
  private final Profiler profiler = Profiler.builder().sink(reported::add).build();

  @AfterEach
  void clear() {
    MDC.clear();
    profiler.close();
  }

  @Test
  void theLoggingContextNamesTheTrace() throws Exception {
    assertThat(traceOf(() -> {})).isNull();

    MDC.put("traceId", "abc");
    assertThat(traceOf(() -> {})).isEqualTo(new Surroundings.Trace("abc", ""));
    MDC.put("spanId", "x".repeat(1_000));
    assertThat(traceOf(() -> {})).isEqualTo(new Surroundings.Trace("abc", "x".repeat(64)));
    MDC.clear();
    MDC.put("trace_id", "def");
    MDC.put("span_id", "2");
    assertThat(traceOf(() -> {})).isEqualTo(new Surroundings.Trace("def", "2"));
    MDC.put("traceId", "");
    assertThat(traceOf(() -> {})).isEqualTo(new Surroundings.Trace("def", "2"));
  }

  @Test
  void whatIsInTheContextOnlyInsideIsSeenWhenSomethingIsNoted() throws Exception {
    assertThat(
            traceOf(
                () -> {
                  MDC.put("traceId", "inside");
                  Profiler.current().note("sql", "select 1", Duration.ZERO, Map.of());
                  MDC.clear();
                }))
        .isEqualTo(new Surroundings.Trace("inside", ""));
  }

  @Test
  void theContextOfAnotherThreadIsNotTaken() throws Exception {
    assertThat(
            traceOf(
                () -> {
                  CurrentProfile current = Profiler.current();
                  Thread other =
                      new Thread(
                          () -> {
                            MDC.put("traceId", "of somebody else");
                            current.note("sql", "select 1", Duration.ZERO, Map.of());
                          });
                  other.start();
                  try {
                    other.join();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                }))
        .isNull();
  }

  @Test
  void whatTheSubjectKnowsIsTakenIfTheContextSaysNothing() {
    ActiveProfile.Subject subject =
        new ActiveProfile.Subject() {
          @Override
          public String name() {
            return "one";
          }

          @Override
          public Surroundings.Trace trace() {
            return new Surroundings.Trace("of the header", "");
          }
        };
    ActiveProfile active = profiler.begin(subject);
    assertThat(active).isNotNull();
    assertThat(active.knowsNoTrace()).isFalse();
    assertThat(active.stop().surroundings().trace())
        .isEqualTo(new Surroundings.Trace("of the header", ""));
  }

  @Test
  void theIdIsKnownBeforeTheEndAndNoOtherHasIt() {
    ActiveProfile one = profiler.start("one");
    ActiveProfile two = profiler.start("two");

    String id = one.id();

    assertThat(id).matches("[0-9a-f]{32}").isEqualTo(one.id()).isNotEqualTo(two.id());
    two.stop();
    assertThat(one.stop().id()).isEqualTo(id);
  }

  private Surroundings.Trace traceOf(Runnable work) throws Exception {
    int before = reported.size();
    profiler.call(
        "one",
        () -> {
          work.run();
          return "";
        });
    Await.until("report", () -> reported.size() > before);
    return reported.get(before).surroundings().trace();
  }
}
