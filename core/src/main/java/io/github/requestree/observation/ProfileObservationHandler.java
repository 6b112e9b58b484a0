package io.github.requestree.observation;

import io.github.requestree.sampling.CurrentProfile;
import io.github.requestree.sampling.Profiler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;

/**
 * Notes each observation in the profile that the thread which starts it works for. It may stop on
 * another thread. Stateless and thread-safe; nothing here throws.
 *
 * <p>Calls of HTTP clients are noted as {@code http}, with their method, host, template, status and
 * time. Everything else is {@code observed}, by its name and never by what it carries: key-values
 * may hold statements with their literals. What a server observes is the request itself, and is
 * left out.
 */
public final class ProfileObservationHandler implements ObservationHandler<Observation.Context> {

  private static final Object KEY = ProfileObservationHandler.class;

  private record Started(CurrentProfile profile, long nanos) {}

  @Override
  public boolean supportsContext(Observation.Context context) {
    return !(context instanceof ReceiverContext<?> receiver && receiver.getKind() == Kind.SERVER);
  }

  @Override
  public void onStart(Observation.Context context) {
    try {
      CurrentProfile profile = Profiler.current();
      if (profile.isActive()) {
        context.put(KEY, new Started(profile, System.nanoTime()));
      }
    } catch (RuntimeException | LinkageError e) {
      // Called by what is observed, which must not see what fails here.
    }
  }

  @Override
  public void onStop(Observation.Context context) {
    try {
      // Removed, so that a handler that is registered twice counts once.
      if (context.remove(KEY) instanceof Started started) {
        long nanos = System.nanoTime() - started.nanos();
        ObservedNote note = ObservedNote.of(context);
        started.profile().note(note.kind(), note.text(), nanos, note.attributes());
      }
    } catch (RuntimeException | LinkageError e) {
      // As above.
    }
  }
}
