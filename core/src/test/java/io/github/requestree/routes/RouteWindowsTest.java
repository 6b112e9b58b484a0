package io.github.requestree.routes;

import static io.github.requestree.routes.Singles.MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RouteWindowsTest {

  private final RecordingSink sink = new RecordingSink();
  private final FakeTime time = new FakeTime();
  private final RouteTotals totals =
      new RouteTotals(sink, Duration.ofSeconds(10), time, time, new SplittableRandom(1));

  @Test
  void nothing_is_handed_on_before_the_window_is_over() {
    acceptRoute("/a");
    time.pass(Duration.ofMillis(9_999));

    assertThat(totals.flush()).isTrue();
    assertThat(sink.profiles).isEmpty();
  }

  @Test
  void the_flush_after_the_window_hands_on_everything() {
    acceptRoute("/a");
    time.pass(Duration.ofSeconds(10));

    assertThat(totals.flush()).isFalse();
    assertThat(sink.names()).containsExactly("GET /a");
    assertThat(sink.profiles.get(0).startedAt()).isEqualTo(FakeTime.START);
    assertThat(sink.profiles.get(0).notes()).containsExactly("what ended within 10.0 s");
  }

  @Test
  void a_profile_after_the_end_of_a_window_opens_the_next_one() {
    acceptRoute("/a");
    time.pass(Duration.ofSeconds(11));
    acceptRoute("/b");

    assertThat(sink.names()).containsExactly("GET /a");
    assertThat(totals.flush()).isTrue();
    totals.close();
    assertThat(sink.names()).containsExactly("GET /a", "GET /b");
    assertThat(sink.profiles.get(1).startedAt()).isEqualTo(FakeTime.START.plusSeconds(11));
  }

  @Test
  void a_window_begins_with_its_first_profile() {
    acceptRoute("/a");
    time.pass(Duration.ofSeconds(10));
    totals.flush();
    time.pass(Duration.ofSeconds(25));
    acceptRoute("/a");
    time.pass(Duration.ofSeconds(9));

    assertThat(totals.flush()).isTrue();
    assertThat(sink.profiles).hasSize(1);
  }

  @Test
  void empty_windows_write_nothing() {
    for (int i = 0; i < 100; i++) {
      time.pass(Duration.ofSeconds(10));
      assertThat(totals.flush()).isFalse();
    }
    totals.close();

    assertThat(sink.profiles).isEmpty();
    assertThat(sink.closed).isTrue();
  }

  @Test
  void closing_hands_on_the_rest_and_closes_the_target() {
    acceptRoute("/a");
    time.pass(Duration.ofMillis(300));
    totals.close();

    assertThat(sink.names()).containsExactly("GET /a");
    assertThat(sink.profiles.get(0).notes()).containsExactly("what ended within 0.3 s");
    assertThat(sink.closed).isTrue();
  }

  @Test
  void it_is_active_if_its_target_is() {
    assertThat(totals.isActive()).isTrue();
    sink.active = false;
    assertThat(totals.isActive()).isFalse();
  }

  @Test
  void what_the_target_holds_back_is_flushed_too() {
    sink.holdsBack = true;

    assertThat(totals.flush()).isTrue();
  }

  @Test
  void a_target_that_fails_for_one_route_gets_the_others_and_the_failure_is_thrown() {
    acceptRoute("/a");
    acceptRoute("/b");
    acceptRoute("/c");
    sink.failures = 2;
    time.pass(Duration.ofSeconds(10));

    assertThatThrownBy(totals::flush).hasMessage("failure with 1 to come");
    assertThat(sink.names()).containsExactly("GET /c");
    assertThat(totals.flush()).isFalse();
  }

  @Test
  void a_failing_target_loses_neither_the_profile_that_just_came_nor_its_close() {
    acceptRoute("/a");
    time.pass(Duration.ofSeconds(10));
    sink.failures = 1;
    assertThatThrownBy(() -> acceptRoute("/b")).isInstanceOf(IllegalStateException.class);
    sink.failures = 1;
    acceptRoute("/c");

    assertThatThrownBy(totals::close).isInstanceOf(IllegalStateException.class);
    assertThat(sink.names()).containsExactly("GET /c");
    assertThat(sink.closed).isTrue();
  }

  @Test
  void a_window_of_1_second_to_1_hour_is_accepted() {
    assertThatCode(() -> RouteTotals.inFrontOf(sink)).doesNotThrowAnyException();
    assertThatCode(() -> RouteTotals.inFrontOf(sink, Duration.ofSeconds(1)))
        .doesNotThrowAnyException();
    assertThatCode(() -> RouteTotals.inFrontOf(sink, Duration.ofHours(1)))
        .doesNotThrowAnyException();
  }

  @Test
  void any_other_window_is_refused_with_what_is_accepted() {
    assertThatThrownBy(() -> RouteTotals.inFrontOf(sink, Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("groupEvery is PT0.999S, but must be 1s to 1h");
    assertThatThrownBy(() -> RouteTotals.inFrontOf(sink, Duration.ofHours(1).plusNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void acceptRoute(String route) {
    totals.accept(Singles.unsampled("GET", route, MS));
  }
}
