package io.github.requestree.spring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Profiler;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Tasks of Spring's executors are followed, behind whatever decorator the application has set. */
class FollowedExecutorsTest {

  private final FollowedExecutors followed = new FollowedExecutors();
  private final AtomicInteger decorated = new AtomicInteger();

  @Test
  void aPoolKeepsItsOwnDecorator() throws Exception {
    ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
    pool.setTaskDecorator(this::counted);
    follow(pool);
    pool.afterPropertiesSet();

    assertThat(lanesOf(pool)).isEqualTo(1);
    assertThat(decorated).hasValue(1);
    pool.shutdown();
  }

  @Test
  void aPoolThatWasMadeBeforeIsFollowedToo() throws Exception {
    ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
    pool.initialize();
    follow(pool);
    pool.afterPropertiesSet();

    assertThat(lanesOf(pool)).isEqualTo(1);
    pool.shutdown();
  }

  @Test
  void threadsWithoutAPoolAreFollowed() throws Exception {
    SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor();
    follow(threads);

    assertThat(lanesOf(threads)).isEqualTo(1);
  }

  @Test
  void anExecutorOfTheJdkBehindSpringsInterfaceIsFollowed() throws Exception {
    ConcurrentTaskExecutor executor =
        new ConcurrentTaskExecutor(Executors.newSingleThreadExecutor());
    follow(executor);

    assertThat(lanesOf(executor)).isEqualTo(1);
  }

  @Test
  void whatHasNoDecoratorIsLeftAlone() {
    Object none = new Object();

    assertThat(followed.postProcessBeforeInitialization(none, "none")).isSameAs(none);
  }

  @Test
  void itSaysOnceThatADecoratorOfTheApplicationCannotBeRead() throws Exception {
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    Logger log = (Logger) LoggerFactory.getLogger("requestree");
    said.start();
    log.addAppender(said);
    Unreadable unreadable = new Unreadable();
    try {
      follow(unreadable);
      follow(new Unreadable());
    } finally {
      log.detachAppender(said);
    }

    assertThat(unreadable.decorator).isNull();
    assertThat(said.list)
        .singleElement()
        .extracting(ILoggingEvent::getFormattedMessage)
        .asString()
        .startsWith("requestree does not follow the tasks of " + Unreadable.class.getName());
  }

  /** An executor with a decorator that nobody can ask for. */
  static final class Unreadable implements TaskExecutor {
    TaskDecorator decorator;

    public void setTaskDecorator(TaskDecorator value) {
      decorator = value;
    }

    @Override
    public void execute(Runnable task) {
      task.run();
    }
  }

  /** Twice, as a builder's customizer and the bean both lead here. */
  private void follow(Object executor) {
    followed.postProcessBeforeInitialization(executor, "executor");
    followed.postProcessBeforeInitialization(executor, "executor");
  }

  private Runnable counted(Runnable task) {
    decorated.incrementAndGet();
    return task;
  }

  private static long lanesOf(AsyncTaskExecutor executor) throws Exception {
    List<Profile> profiles = new CopyOnWriteArrayList<>();
    try (Profiler profiler = Profiler.builder().sink(profiles::add).build()) {
      profiler.call("hand-off", () -> executor.submit(() -> "done").get());
    }
    return lanes(profiles.get(0).root());
  }

  private static long lanes(CallNode node) {
    long lanes = node.lanes().size();
    for (CallNode child : node.children()) {
      lanes += lanes(child);
    }
    return lanes;
  }
}
