package io.github.requestree.sampling;

import io.github.requestree.internal.Glob;
import io.github.requestree.profile.Integration;
import io.github.requestree.profile.SafeText;
import io.github.requestree.sampling.delivery.Count;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
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

  private static final String NONE = "none";

  /** Those that this project has. They are accepted also where the library of one is absent. */
  private static final List<String> OURS = List.of("async-profiler", "jfr", "opentelemetry");

  private final Count failures;
  private volatile Integration[] all;

  Integrations(List<Integration> all, Count failures) {
    this.all = all.toArray(new Integration[0]);
    this.failures = failures;
  }

  /**
   * Those that are there and wanted.
   *
   * @param wanted patterns of the names of those that are used, or with {@code !} of those that are
   *     not; empty for all
   * @throws IllegalArgumentException if one of them is the name of nothing
   */
  static List<Integration> find(List<String> wanted, @Nullable ClassLoader loader) {
    List<Integration> found = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int broken = 0;
    try {
      Iterator<Integration> services = ServiceLoader.load(Integration.class, loader).iterator();
      while (broken < MAX_BROKEN) {
        try {
          if (!services.hasNext()) {
            break;
          }
          Integration service = services.next();
          names.add(Objects.requireNonNull(service.name()));
          found.add(service);
        } catch (Throwable e) {
          broken++;
          tell(e);
        }
      }
    } catch (Throwable e) {
      tell(e);
    }
    return wanted.isEmpty() ? found : wanted(found, names, wanted);
  }

  private static List<Integration> wanted(
      List<Integration> found, List<String> names, List<String> wanted) {
    if (wanted.equals(List.of(NONE))) {
      return List.of();
    }
    Set<String> accepted = new TreeSet<>(OURS);
    accepted.addAll(names);
    List<Glob> used = new ArrayList<>();
    List<Glob> left = new ArrayList<>();
    for (String each : wanted) {
      boolean not = each.startsWith("!");
      Glob pattern = new Glob(each.substring(not ? 1 : 0));
      if (accepted.stream().noneMatch(pattern::matches)) {
        throw new IllegalArgumentException(
            "integrations is '%s', but must be none alone, or names of %s"
                .formatted(SafeText.printable(each, 100), String.join(", ", accepted)));
      }
      (not ? left : used).add(pattern);
    }
    List<Integration> all = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      String name = names.get(i);
      if ((used.isEmpty() || used.stream().anyMatch(each -> each.matches(name)))
          && left.stream().noneMatch(each -> each.matches(name))) {
        all.add(found.get(i));
      }
    }
    return all;
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

  int count() {
    return all.length;
  }

  /** The followers of a profile that begins on the calling thread. */
  Followers begin() {
    Followers following = Followers.NONE;
    Integration[] asked = all;
    for (int i = asked.length - 1; i >= 0; i--) {
      try {
        Integration.Follower follower = asked[i].begins();
        if (follower != null) {
          following = new Followers(follower, following, failures);
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
