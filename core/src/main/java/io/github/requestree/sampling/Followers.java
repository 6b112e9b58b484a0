package io.github.requestree.sampling;

import io.github.requestree.profile.Integration.Follower;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.sampling.delivery.Count;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The followers of one profile. Thread-safe, as far as they are. Nothing here throws or needs
 * memory of its own: there may be none.
 */
final class Followers {

  /** No followers. */
  static final Followers NONE = new Followers(new Count());

  private final Count failures;
  private final Follower[] all;

  Followers(Count failures, Follower... all) {
    this.failures = failures;
    this.all = all;
  }

  Followers with(Follower more, Count countedFailures) {
    Follower[] longer = Arrays.copyOf(all, all.length + 1);
    longer[all.length] = more;
    return new Followers(countedFailures, longer);
  }

  /** The distributed trace, as the first tells it that knows; null if none does. */
  Surroundings.@Nullable Trace trace() {
    for (Follower each : all) {
      try {
        Surroundings.Trace known = each.trace();
        if (known != null) {
          return known;
        }
      } catch (Throwable e) {
        failures.increment();
      }
    }
    return null;
  }

  void suspended(Supplier<String> id) {
    for (Follower each : all) {
      try {
        each.suspended(id);
      } catch (Throwable e) {
        failures.increment();
      }
    }
  }

  /**
   * Tells them that the profile has ended.
   *
   * @param id makes the id that it is reported with; null if it is not worth a report
   */
  void ended(@Nullable Supplier<String> id) {
    for (Follower each : all) {
      try {
        each.ended(id == null ? null : id.get());
      } catch (Throwable e) {
        failures.increment();
      }
    }
  }

  void reported(Profile profile) {
    for (Follower each : all) {
      try {
        each.reported(profile);
      } catch (Throwable e) {
        failures.increment();
      }
    }
  }
}
