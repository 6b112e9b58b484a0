package io.github.requestree.jfr;

import io.github.requestree.findings.Finding;
import io.github.requestree.findings.Findings;
import io.github.requestree.profile.Integration;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.profile.Surroundings;
import java.util.List;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event for each reported request while somebody records. Until the JVM's recorder was
 * started, no event class is loaded: that would start half of it. Stateless and thread-safe.
 *
 * <p>Left out where the module {@code jdk.jfr} is absent.
 */
public final class FlightRecorderIntegration implements Integration {

  /** Fails here, and quietly, where there is no recorder. */
  public FlightRecorderIntegration() {
    boolean unused = FlightRecorder.isInitialized();
  }

  @Override
  public String name() {
    return "jfr";
  }

  @Override
  public @Nullable Follower begins() {
    return FlightRecorder.isInitialized() ? RequestRecorder.begin() : null;
  }

  /** Fills the event of one request. Its beginning and end are taken on the request's threads. */
  private record RequestRecorder(RequestEvent event) implements Follower {

    private static final int MAX_TEXT = 1_000;

    static @Nullable Follower begin() {
      RequestEvent event = new RequestEvent();
      if (!event.isEnabled()) {
        return null;
      }
      event.requestThread = Thread.currentThread();
      event.begin();
      return new RequestRecorder(event);
    }

    @Override
    public synchronized void ended(@Nullable String id) {
      event.end();
    }

    @Override
    public synchronized void reported(Profile profile) {
      if (profile.stillRunning() || !event.shouldCommit()) {
        return;
      }
      Profile.Request request = profile.request();
      Surroundings.Trace trace = profile.surroundings().trace();
      event.id = profile.id();
      event.method = request == null ? null : SafeText.printable(request.method(), MAX_TEXT);
      event.route =
          SafeText.printable(request == null ? profile.name() : request.route(), MAX_TEXT);
      event.status = request == null ? 0 : request.status();
      event.traceId = trace == null ? null : SafeText.printable(trace.traceId(), MAX_TEXT);
      event.spanId = trace == null ? null : SafeText.printable(trace.spanId(), MAX_TEXT);
      event.cpu = profile.cpuNanos().orElse(0);
      event.waiting = profile.waitingNanos();
      List<Finding> findings = Findings.of(profile);
      event.finding = findings.isEmpty() ? null : findings.get(0).sentence();
      event.commit();
    }
  }
}
