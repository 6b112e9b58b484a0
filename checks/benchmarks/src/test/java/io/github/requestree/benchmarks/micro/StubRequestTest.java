package io.github.requestree.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.servlet.FilterStatistics;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StubRequestTest {

  @Test
  void aRecycledRequestIsProfiledAnew() throws Exception {
    ProfilingFilter filter =
        ProfilingFilter.create(ProfilingOptions.builder().slowerThan(Duration.ofHours(1)).build());
    Stubs.init(filter);
    StubRequest request = new StubRequest();
    Stubs.Chain chain = new Stubs.Chain();
    for (int i = 0; i < 3; i++) {
      request.recycle();
      filter.doFilter(request, new Stubs.Response(), chain);
    }
    filter.destroy();
    assertThat(chain.calls()).isEqualTo(3);
    assertThat(FilterStatistics.of(filter).belowThreshold()).isEqualTo(3);
  }

  @Test
  void aLongRequestStaysInItsServletUntilItIsLetGo() throws Exception {
    ProfilingFilter filter =
        ProfilingFilter.create(ProfilingOptions.builder().slowerThan(Duration.ofHours(1)).build());
    Stubs.init(filter);
    LongRequest request = new LongRequest(filter);
    assertThat(FilterStatistics.of(filter).openSegments()).isEqualTo(1);
    request.end();
    assertThat(FilterStatistics.of(filter).openSegments()).isZero();
    filter.destroy();
  }

  @Test
  void whatNoFilterShouldAskIsNotAnswered() {
    assertThatThrownBy(() -> new StubRequest().getParameter("a"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
