package io.github.requestree.sampling;

import io.github.requestree.internal.Glob;
import io.github.requestree.profile.Integration;
import io.github.requestree.profile.SafeText;
import io.github.requestree.sampling.delivery.Count;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The integrations of one profiler. Found among what the class loader of this library knows: the
 * thread's own loader may be anybody's, and whatever it had would be kept from being unloaded.
 * Thread-safe; nothing here throws.
 */
final class Integrations {

  private static final Logger logger = LoggerFactory.getLogger("requestree");

  /** Entries that are broken in a row, after which nobody looks on. */
  private static final int MAX_BROKEN = 20;

  private final Count failures;
  private volatile Integration[] all;

  Integrations(List<Integration> all, Count failures) {
    this.all = all.toArray(new Integration[0]);
    this.failures = failures;
  }

  /**
   * Those that are there.
   *
   * @param wanted patterns of the names of those that are used; empty for all
   */
  static List<Integration> find(List<String> wanted, @Nullable ClassLoader loader) {
    List<Glob> patterns = wanted.stream().map(Glob::new).toList();
    List<Integration> found = new ArrayList<>();
    int broken = 0;
    try {
      Iterator<Integration> services = ServiceLoader.load(Integration.class, loader).iterator();
      while (broken < MAX_BROKEN) {
        try {
          if (!services.hasNext()) {
            break;
          }
          Integration service = services.next();
          String name = service.name();
          if (patterns.isEmpty() || patterns.stream().anyMatch(each -> each.matches(name))) {
            found.add(service);
          }
        } catch (Throwable e) {
          broken++;
          tell(e);
        }
      }
    } catch (Throwable e) {
      tell(e);
    }
    return found;
  }

  /** Tells of a failure, unless it is an absent library, which its user need not hear of. */
  private static void tell(Throwable e) {
    Throwable failure = e instanceof ServiceConfigurationError ? e.getCause() : e;
    if (failure instanceof NoClassDefFoundError) {
      return;
    }
    try {
      logger.warn(
          "requestree: an integration is not used: {}", SafeText.printable(String.valueOf(e), 500));
    } catch (Throwable again) {
      // The log is anybody's too.
    }
  }

  /** The followers of a profile that begins on the calling thread. */
  Followers begin() {
    Followers following = Followers.NONE;
    for (Integration each : all) {
      try {
        Integration.Follower follower = each.begins();
        if (follower != null) {
          following = following.with(follower, failures);
        }
      } catch (Throwable e) {
        failures.increment();
      }
    }
    return following;
  }

  /** Keeps none of them in memory. */
  void close() {
    all = new Integration[0];
  }
}
