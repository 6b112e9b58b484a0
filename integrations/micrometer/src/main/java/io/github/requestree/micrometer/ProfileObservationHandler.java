package io.github.requestree.micrometer;

import io.github.requestree.sampling.CurrentProfile;
import io.github.requestree.sampling.OpenNote;
import io.github.requestree.sampling.Profiler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Notes each observation in the profile of the thread that starts it, below the call of the
 * application that started it. It may stop on another thread, or after the request: then it is
 * noted with its time until the end of the request. Immutable and thread-safe; nothing that
 * Micrometer calls here throws.
 *
 * <p>Calls of HTTP clients are noted as {@code http}, with their method, host, template, status and
 * time. Everything else is {@code observed}, by its name and never by its key-values, which may
 * hold statements with their literals. Observations that merely enclose the request or a part of
 * its filter chain are left out: those of a server, {@code http.server.*}, and {@code
 * spring.security.*} except for authentications. {@code jdbc.*} is left out of a profile in which
 * the listener for queries has noted the same.
 */
public final class ProfileObservationHandler implements ObservationHandler<Observation.Context> {

  private static final Object KEY = ProfileObservationHandler.class;
  private static final String SERVER = "http.server.";
  private static final String SECURITY = "spring.security.";
  private static final String AUTHENTICATIONS = "spring.security.authentications";

  private final Predicate<Observation.Context> ignored;

  /** Makes a handler that notes everything that the class comment does not leave out. */
  public ProfileObservationHandler() {
    this(ProfileObservationHandler::enclosesTheRequest);
  }

  private ProfileObservationHandler(Predicate<Observation.Context> ignored) {
    this.ignored = ignored;
  }

  /**
   * Returns a handler that ignores observations with these names too.
   *
   * @param namePrefixes the beginnings of the names, such as {@code tasks.scheduled.}
   * @throws IllegalArgumentException if one of them is empty, or has a {@code *}
   */
  public ProfileObservationHandler ignoring(String... namePrefixes) {
    List<String> prefixes = List.of(namePrefixes);
    for (String prefix : prefixes) {
      if (prefix.isEmpty() || prefix.indexOf('*') >= 0) {
        throw new IllegalArgumentException(
            "ignoring is '" + prefix + "', but must be the beginning of a name, without *");
      }
    }
    return ignoring(context -> prefixes.stream().anyMatch(nameOf(context)::startsWith));
  }

  /**
   * Returns a handler that ignores these observations too.
   *
   * @param more asked when an observation starts, with the facts known then; if it throws, the
   *     observation is ignored
   */
  public ProfileObservationHandler ignoring(Predicate<? super Observation.Context> more) {
    Objects.requireNonNull(more, "more");
    return new ProfileObservationHandler(context -> ignored.test(context) || more.test(context));
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return !(context instanceof ReceiverContext<?> receiver && receiver.getKind() == Kind.SERVER);
  }

  @Override
  public void onStart(Observation.Context context) {
    try {
      CurrentProfile profile = Profiler.current();
      // Not again for a handler that is registered twice.
      if (profile.isActive() && context.get(KEY) == null && !ignored.test(context)) {
        context.put(KEY, profile.withPlace().begin(note -> end(note, context)));
      }
    } catch (Throwable e) {
      // Called by observed code; our failures must not reach it.
    }
  }

  @Override
  public void onStop(Observation.Context context) {
    try {
      if (context.remove(KEY) instanceof OpenNote note) {
        end(note, context);
      }
    } catch (Throwable e) {
      // As above.
    }
  }

  private static void end(OpenNote note, Observation.Context context) {
    ObservedNote observed;
    try {
      observed = note.endsWithProfile() ? ObservedNote.soFar(context) : ObservedNote.of(context);
    } catch (RuntimeException | LinkageError e) {
      // A context may be anybody's.
      observed = ObservedNote.NOT_READABLE;
    }
    note.end(observed.kind(), observed.text(), observed.attributes());
  }

  private static boolean enclosesTheRequest(Observation.Context context) {
    String name = nameOf(context);
    return name.startsWith(SERVER)
        || (name.startsWith(SECURITY) && !name.startsWith(AUTHENTICATIONS));
  }

  /** Returns the name; empty if it has none yet. */
  private static String nameOf(Observation.Context context) {
    String name = context.getName();
    return name == null ? "" : name;
  }
}
