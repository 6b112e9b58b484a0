package io.github.requestree.spring;

import io.github.requestree.sampling.Profiler;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.TaskExecutor;
import org.springframework.util.ReflectionUtils;

/**
 * Lets profiles follow what is given to Spring's executors, by a decorator around the one that the
 * application has set. A decorator bean would not do: of several Boot takes all, or none, depending
 * on its version. Thread-safe.
 */
final class FollowedExecutors implements BeanPostProcessor {

  private static final Logger LOG = LoggerFactory.getLogger("requestree");
  private static final String FIELD = "taskDecorator";

  private final AtomicBoolean said = new AtomicBoolean();

  /** Before an executor is made: a pool asks for its decorator only then. */
  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof TaskExecutor executor) {
      follow(executor);
    }
    return bean;
  }

  /** Sets the decorator of an executor that can have one. */
  void follow(TaskExecutor executor) {
    try {
      Method setter =
          ReflectionUtils.findMethod(executor.getClass(), "setTaskDecorator", TaskDecorator.class);
      if (setter == null) {
        return;
      }
      Field field = ReflectionUtils.findField(executor.getClass(), FIELD, TaskDecorator.class);
      if (field == null) {
        // One of the application would be lost.
        throw new NoSuchFieldException(FIELD);
      }
      ReflectionUtils.makeAccessible(field);
      if (!(field.get(executor) instanceof Following)) {
        setter.invoke(executor, new Following((TaskDecorator) field.get(executor)));
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      if (said.compareAndSet(false, true)) {
        LOG.warn(
            "requestree does not follow the tasks of {}, nor of others like it: it cannot tell"
                + " whether they have a decorator of their own",
            executor.getClass().getName(),
            e);
      }
    }
  }

  /** The profile goes along with what the application's own decorator has made of a task. */
  private record Following(@Nullable TaskDecorator own) implements TaskDecorator {

    @Override
    public Runnable decorate(Runnable task) {
      return Profiler.wrap(own == null ? task : own.decorate(task));
    }
  }
}
