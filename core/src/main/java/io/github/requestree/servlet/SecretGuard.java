package io.github.requestree.servlet;

import io.github.requestree.internal.Rate;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checks the values that requests bring to be profiled on demand. Wrong ones are counted, and never
 * kept or shown. The secret is compared each time: a flood of wrong ones must not keep out the
 * operator who has the right one. A comparison costs less than serving the request, and 16
 * characters cannot be guessed at any rate that a server can answer. Thread-safe.
 */
final class SecretGuard {

  /** The most refusals in a second after which a predicate, which may be slow, is asked no more. */
  static final int MAX_REFUSALS_PER_SECOND = 100;

  private static final int MAX_FOR_PREDICATES = 4_000;

  private final @Nullable Secret secret;
  private final Warnings warnings;
  private final Rate refusals;
  private final LongAdder wrong = new LongAdder();

  SecretGuard(@Nullable Secret secret, LongSupplier nanoTime, Warnings warnings) {
    this.secret = secret;
    this.warnings = warnings;
    refusals = new Rate(MAX_REFUSALS_PER_SECOND, nanoTime);
  }

  /**
   * Returns whether the request is to be profiled.
   *
   * @param brought the value that it brought
   * @param encoded whether that is percent-encoded
   * @param accepts decides in place of the secret, if not null
   */
  boolean accepts(String brought, boolean encoded, @Nullable Predicate<String> accepts) {
    boolean right =
        accepts == null ? isSecret(brought, encoded) : isAccepted(brought, encoded, accepts);
    if (!right) {
      wrong.increment();
      warnings.wrongSecret();
    }
    return right;
  }

  private boolean isSecret(String brought, boolean encoded) {
    String value = bounded(brought, encoded, Secret.MAX_LENGTH);
    return secret != null
        && value != null
        && value.length() >= Secret.MIN_LENGTH
        && secret.matches(value);
  }

  private boolean isAccepted(String brought, boolean encoded, Predicate<String> accepts) {
    String value = bounded(brought, encoded, MAX_FOR_PREDICATES);
    if (value == null || refusals.isSpent()) {
      return false;
    }
    boolean accepted = false;
    try {
      accepted = accepts.test(value);
    } catch (Throwable e) {
      warnings.ownFailure("asking a trigger", e);
    }
    if (!accepted) {
      refusals.take();
    }
    return accepted;
  }

  private static @Nullable String bounded(String brought, boolean encoded, int longest) {
    if (encoded) {
      return QueryParameter.decoded(brought, longest);
    }
    return brought.length() > longest ? null : brought;
  }

  /**
   * Returns the number of requests that brought a wrong value, or one that no predicate was asked
   * about.
   */
  long wrongSecrets() {
    return wrong.sum();
  }
}
