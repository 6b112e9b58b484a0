package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A profile while it runs. Thread-safe. No method but {@link #stop()} ever throws. */
public final class ActiveProfile implements AutoCloseable {

  /** What is being profiled; asked by the reporter's thread once the profile has ended. */
  @FunctionalInterface
  public interface Subject {
    /** What was profiled, such as {@code GET /orders}. */
    String name();

    /** The HTTP request, if it is one. */
    default Profile.@Nullable Request request() {
      return null;
    }

    /** What the reader of the report must know. */
    default List<String> notes() {
      return List.of();
    }
  }

  /** Opens a segment: from now on the calling thread works for this profile. */
  public void enter() {
    throw new UnsupportedOperationException();
  }

  /** Closes the segment that the calling thread entered last; nothing is sampled from then on. */
  public void leave() {
    throw new UnsupportedOperationException();
  }

  /** Says that the profile goes on although no thread works for it, so that its age is watched. */
  public void suspend() {
    throw new UnsupportedOperationException();
  }

  /** Whether the calling thread has a segment of this profile open. */
  public boolean isEnteredHere() {
    throw new UnsupportedOperationException();
  }

  /** Whether the profile has ended. */
  public boolean isFinished() {
    throw new UnsupportedOperationException();
  }

  /**
   * Ends the profile and hands it to the reporter. Only the first call has an effect.
   *
   * @return whether this call ended it
   */
  public boolean finish() {
    throw new UnsupportedOperationException();
  }

  /** Ends the profile and returns it; it is not delivered to the sinks. */
  public Profile stop() {
    throw new UnsupportedOperationException();
  }

  /** Leaves and {@linkplain #finish() finishes} it. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
