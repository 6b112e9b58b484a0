package io.github.requestree.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches where someone develops. Stateless and thread-safe. */
final class OnDevelopment extends SpringBootCondition {

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    Mode mode = Mode.of(context.getEnvironment(), context.getClassLoader());
    return new ConditionOutcome(
        mode.development(),
        ConditionMessage.forCondition("Requestree")
            .because(mode.title() + ", as " + mode.reason()));
  }
}
