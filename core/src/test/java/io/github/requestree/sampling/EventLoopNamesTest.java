package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.internal.Options;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLoopNamesTest {

  private final EventLoopNames threads = new EventLoopNames(List.of("event-loop", "a*b*c"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nioEventLoopGroup-2-1",
        "epollEventLoopGroup-5-3",
        "multiThreadIoEventLoopGroup-2-1",
        "vert.x-eventloop-thread-0",
        "reactor-http-nio-2",
        "reactor-tcp-epoll-1",
        "event-loop",
        "aXbYc"
      })
  void thisMustNotBlock(String name) {
    assertThat(threads.has(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "qtp123-45",
        "http-nio-8080-exec-1",
        "event-loop-1",
        "boundedElastic-1",
        "",
        "abd"
      })
  void thisMayBlock(String name) {
    assertThat(threads.has(name)).isFalse();
  }

  @Test
  void aNameThatIsNoneIsRejectedAtTheStart() {
    for (List<String> wrong :
        List.of(List.of(""), List.of("a".repeat(101)), Collections.nCopies(101, "a"))) {
      assertThatThrownBy(() -> SamplingOptions.DEFAULT.withNonBlockingThreads(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("nonBlockingThreads is ")
          .hasMessageContaining(Options.NON_BLOCKING_THREADS.accepted());
    }
  }

  @Test
  void aLongHostileNameIsMatchedQuickly() {
    assertThat(new EventLoopNames(List.of("*a*a*a*a*a*a*a*a*b")).has("a".repeat(2_000))).isFalse();
  }
}
