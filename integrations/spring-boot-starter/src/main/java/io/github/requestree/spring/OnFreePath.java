package io.github.requestree.spring;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches unless the application itself answers at the path of the page. Stateless. */
final class OnFreePath extends SpringBootCondition implements ConfigurationCondition {

  /** Once the application's own beans are known. */
  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata metadata) {
    String path = PagePath.of(context.getEnvironment());
    ListableBeanFactory application = context.getBeanFactory();
    String method =
        application == null
            ? null
            : new ControllerPaths(application, context.getEnvironment()).methodBelow(path);
    ConditionMessage.Builder message = ConditionMessage.forCondition("Requestree");
    return method == null
        ? ConditionOutcome.match(message.because("no controller answers at " + path))
        : ConditionOutcome.noMatch(message.because(method + " answers at " + path));
  }
}
