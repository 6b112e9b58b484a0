package io.github.requestree.servlet;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what requests bring to be profiled on demand. What is wrong is counted and never kept or
 * shown, and however much of it comes, few are compared. Thread-safe.
 */
final class SecretGuard {

  /**
   * While so many wrong ones come within a second, no further one is compared, not even the right
   * one: guessing is hopeless then, and costs less than serving the request.
   */
  static final int COMPARED_PER_SECOND = 100;

  private static final int LONGEST_FOR_PREDICATES = 4_000;
  private static final long WARNING_GAP_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final @Nullable Secret secret;
  private final LongSupplier nanoTime;
  private final Warnings warnings;
  private final Rate compared;
  private final LongAdder wrong = new LongAdder();
  private final AtomicLong nextWarning;
  private volatile long wrongBefore;

  SecretGuard(@Nullable Secret secret, LongSupplier nanoTime, Warnings warnings) {
    this.secret = secret;
    this.nanoTime = nanoTime;
    this.warnings = warnings;
    compared = new Rate(COMPARED_PER_SECOND, nanoTime);
    nextWarning = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * Whether the request is to be profiled.
   *
   * @param brought what it brought
   * @param encoded whether that is percent-encoded
   * @param accepts decides in place of the secret, if not null
   */
  boolean accepts(String brought, boolean encoded, @Nullable Predicate<String> accepts) {
    boolean right =
        !compared.isSpent()
            && (accepts == null
                ? isSecret(brought, encoded)
                : isAccepted(brought, encoded, accepts));
    if (!right) {
      refused();
    }
    return right;
  }

  private boolean isSecret(String brought, boolean encoded) {
    String value = bounded(brought, encoded, Secret.LONGEST);
    if (secret == null || value == null || value.length() < Secret.SHORTEST) {
      // Nothing was compared, so this is free: an application may have such a parameter itself.
      return false;
    }
    return secret.matches(value) || wasCompared();
  }

  private boolean isAccepted(String brought, boolean encoded, Predicate<String> accepts) {
    String value = bounded(brought, encoded, LONGEST_FOR_PREDICATES);
    try {
      return value != null && (accepts.test(value) || wasCompared());
    } catch (RuntimeException | Error e) {
      warnings.ownFailure("asking a trigger", e);
      return wasCompared();
    }
  }

  private static @Nullable String bounded(String brought, boolean encoded, int longest) {
    if (encoded) {
      return QueryParameter.decoded(brought, longest);
    }
    return brought.length() > longest ? null : brought;
  }

  /** Counts a comparison that failed. */
  private boolean wasCompared() {
    compared.take();
    return false;
  }

  private void refused() {
    wrong.increment();
    long now = nanoTime.getAsLong();
    long due = nextWarning.get();
    if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARNING_GAP_NANOS)) {
      long total = wrong.sum();
      warnings.wrongSecrets(total - wrongBefore);
      wrongBefore = total;
    }
  }

  /** How many requests brought something wrong, or came while nothing was compared. */
  long wrongSecrets() {
    return wrong.sum();
  }
}
