package io.github.requestree.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a start that failed by its secret; Boot's own analysis would print it. */
final class RejectedSecretAnalyzer extends AbstractFailureAnalyzer<RejectedSecretException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, RejectedSecretException cause) {
    return new FailureAnalysis(
        "The value of " + cause.property + " is not accepted: " + cause.getMessage(),
        "Change the value of " + cause.property + ", which is not shown here.",
        cause);
  }
}
