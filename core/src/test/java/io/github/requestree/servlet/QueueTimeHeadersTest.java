package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The fake request throws for each header that a test did not name. */
class QueueTimeHeadersTest {

  private static final long NOW_MILLIS = 1_512_379_169_574L;
  private static final String ONE_SECOND_AGO = "t=1512379168.574";
  private static final String TWO_SECONDS_AGO = "t=1512379167.574";

  private final Map<String, Object> answers = new HashMap<>();

  @Test
  void withNoNamesNeitherTheRequestNorTheClockIsAsked() {
    QueueTimeHeaders none =
        new QueueTimeHeaders(
            List.of(),
            () -> {
              throw new UnsupportedOperationException("clock");
            });

    assertThat(none.queuedNanos(request())).isEmpty();
  }

  @Test
  void theFirstHeaderThatTellsDecides() {
    header("A", ONE_SECOND_AGO);

    assertThat(queued("A", "B")).hasValue(TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void aHeaderThatIsMissingOrBrokenLeavesItToTheNext() {
    header("A");
    header("B", "soon");
    header("C", TWO_SECONDS_AGO);

    assertThat(queued("A", "B", "C")).hasValue(TimeUnit.SECONDS.toNanos(2));
  }

  @Test
  void ofAHeaderGivenTwiceTheFirstValueThatTellsDecides() {
    header("A", "", "1", TWO_SECONDS_AGO, ONE_SECOND_AGO);

    assertThat(queued("A")).hasValue(TimeUnit.SECONDS.toNanos(2));
  }

  @Test
  void onlySoManyValuesAreLookedAt() {
    header("A", "1", "2", "3", "4", "5", ONE_SECOND_AGO);

    assertThat(queued("A")).isEmpty();
  }

  @Test
  void aContainerThatDoesNotShowItsHeadersTellsNothing() {
    answers.put("getHeaders(A)", null);

    assertThat(queued("A")).isEmpty();
  }

  private OptionalLong queued(String... names) {
    return new QueueTimeHeaders(List.of(names), () -> NOW_MILLIS).queuedNanos(request());
  }

  private void header(String name, String... values) {
    answers.put("getHeaders(" + name + ")", Collections.enumeration(List.of(values)));
  }

  private HttpServletRequest request() {
    return Fake.of(HttpServletRequest.class, answers);
  }
}
