package io.github.requestree.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.task.SimpleAsyncTaskExecutorCustomizer;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Follows work on Spring's executors: beans, and what Boot's builders make. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBooleanProperty(
    name = {RequestreeAutoConfiguration.ENABLED, "requestree.tasks.enabled"},
    matchIfMissing = true)
class TasksAutoConfiguration {

  @Bean
  static FollowedExecutors requestreeTasks() {
    return new FollowedExecutors();
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  ThreadPoolTaskExecutorCustomizer requestreeTasksOfPools(FollowedExecutors followed) {
    return followed::follow;
  }

  @Bean
  @Order(Ordered.LOWEST_PRECEDENCE)
  SimpleAsyncTaskExecutorCustomizer requestreeTasksOfThreads(FollowedExecutors followed) {
    return followed::follow;
  }
}
