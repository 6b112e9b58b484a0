package io.github.requestree.sampling;

import java.util.Map;

/**
 * A part of a request that has a name, from {@link Profiler#timed} until it is closed. <em>Not</em>
 * thread-safe. Closing it twice notes it once.
 */
public final class Timing implements AutoCloseable {

  /** Notes nothing. Many threads may close it. */
  static final Timing NONE = new Timing(CurrentProfile.NONE, "");

  private final CurrentProfile profile;
  private final String text;
  private final long startNanos;
  private boolean closed;

  Timing(CurrentProfile profile, String text) {
    this.profile = profile;
    this.text = text;
    startNanos = profile.nanoTime();
  }

  /** Notes it, with the time since it began. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      profile.note("timed", text, profile.nanoTime() - startNanos, Map.of());
    }
  }
}
