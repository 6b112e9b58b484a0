package io.github.requestree.sampling;

import io.github.requestree.profile.Integration.Follower;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.sampling.delivery.Count;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The followers of one profile: the first of them, and the others. A list of links, as an array
 * would be one more object for each request. Thread-safe, as far as they are. Nothing here throws
 * or needs memory of its own: there may be none.
 */
final class Followers {

  /** No followers; the end of each list. */
  static final Followers NONE = new Followers();

  private final Follower first;
  private final Followers others;
  private final Count failures;

  private Followers() {
    first = new Follower() {};
    others = this;
    failures = new Count();
  }

  /**
   * @param first is asked and told before the others
   * @param failures counts what it throws
   */
  Followers(Follower first, Followers others, Count failures) {
    this.first = first;
    this.others = others;
    this.failures = failures;
  }

  /** The distributed trace, as the first tells it that knows; null if none does. */
  Surroundings.@Nullable Trace trace() {
    for (Followers each = this; each != NONE; each = each.others) {
      try {
        Surroundings.Trace known = each.first.trace();
        if (known != null) {
          return known;
        }
      } catch (Throwable e) {
        each.failures.increment();
      }
    }
    return null;
  }

  void suspended(Supplier<String> id) {
    for (Followers each = this; each != NONE; each = each.others) {
      try {
        each.first.suspended(id);
      } catch (Throwable e) {
        each.failures.increment();
      }
    }
  }

  /**
   * Tells them that the profile has ended.
   *
   * @param id makes the id that it is reported with; null if it is not worth a report
   */
  void ended(@Nullable Supplier<String> id) {
    for (Followers each = this; each != NONE; each = each.others) {
      try {
        each.first.ended(id == null ? null : id.get());
      } catch (Throwable e) {
        each.failures.increment();
      }
    }
  }

  void reported(Profile profile) {
    for (Followers each = this; each != NONE; each = each.others) {
      try {
        each.first.reported(profile);
      } catch (Throwable e) {
        each.failures.increment();
      }
    }
  }
}
