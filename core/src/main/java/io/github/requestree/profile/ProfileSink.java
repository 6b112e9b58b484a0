package io.github.requestree.profile;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Receives finished profiles. Unless a method says otherwise, one thread at a time calls it, and
 * never a thread that serves a request. An exception of an implementation is counted and harms
 * nobody else. A sink that does not return holds up no other sink; profiles for which it has no
 * room are lost to it.
 *
 * <p>A sink that wants to know more, or holds something back, also implements the interfaces below.
 */
@FunctionalInterface
public interface ProfileSink {

  /**
   * Takes one finished profile, or one of a request that {@linkplain Profile#stillRunning() still
   * runs}.
   */
  void accept(Profile profile);

  /**
   * Returns whether profiles are wanted now. While no sink is active, nothing is sampled. Threads
   * that serve requests call it for each request: it must be quick and thread-safe.
   */
  default boolean isActive() {
    return true;
  }

  /**
   * Returns whether profiles are wanted with their {@linkplain Profile#timeline() timeline}, which
   * takes memory while they run. Asked once, before the first profile.
   */
  default boolean wantsTimeline() {
    return false;
  }

  /**
   * Takes a view of profiles that have not ended; called once, before the first profile. For an id
   * it gives the profile so far, and for an empty one the oldest hundred without their trees. It
   * gives none where nothing is known or the budget is used up. Any thread may ask it and waits for
   * a second at most; the view itself is thread-safe.
   */
  default void watch(Function<String, List<Profile>> running) {}

  /** Hands on all profiles that are still held back. Called once, after the last profile. */
  default void close() {}

  /** Returns the name of this sink in log lines and statistics. Called once, before all else. */
  default String name() {
    return getClass().getName();
  }

  /**
   * Returns this sink as one of the interfaces below; null if it is none. A sink in front of
   * another returns that one for the interfaces that it does not implement itself.
   */
  default <T> @Nullable T as(Class<T> part) {
    return part.isInstance(this) ? part.cast(this) : null;
  }

  /** Is told of threads that are blocked. */
  interface BlockedThreadListener {

    /** Takes the news that a thread which must never block is blocked now. */
    void blocked(BlockedThread blocked);
  }

  /**
   * Takes note of all profiles that end. A sink that does so makes its own totals: where others get
   * those of a route, it gets single profiles.
   */
  interface EndListener {

    /**
     * Takes note that a profile has ended, whether or not it will be delivered; many may be too
     * short, or too many. The thread that ended it calls this, which serves requests, and many call
     * at once. It must be quick and thread-safe, and must not wait.
     */
    void ended(ProfileSink.End end);

    /**
     * Takes note that a profile that was {@linkplain ProfileSink.End#longEnough() long enough} is
     * not delivered to this sink all the same, since there was no room for it. Called like {@link
     * #ended}, once for such a profile at most, and after that.
     */
    default void lost(ProfileSink.End end) {}
  }

  /** Takes a summary. */
  interface SummaryListener {

    /**
     * Takes, at the very end, the totals of all routes since the start. These are profiles with
     * {@linkplain Profile#totals() totals} but without a tree, the one that took most time first.
     */
    void summary(List<Profile> routes);
  }

  /** Holds something back for a while. */
  interface Buffer {

    /**
     * Hands on all that is held back and due by now. Called about once a second for as long as it
     * answers true.
     *
     * @return whether something is still held back
     */
    boolean flush();
  }

  /** Does not write every profile that it takes. */
  interface Lossy {

    /**
     * Returns the number of profiles that it has taken and not written, by its own limits or
     * failures. Any thread may call it at any time.
     */
    long notWritten();
  }

  /**
   * The end of a profile, as sinks are told of it. Immutable and thread-safe.
   *
   * @param name names a profile that is no request; empty for a request
   * @param request the HTTP request, if it was one
   * @param durationNanos its duration
   * @param longEnough whether it took long enough to be delivered, if there is room for it
   */
  record End(
      String name, Profile.@Nullable Request request, long durationNanos, boolean longEnough) {
    public End {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * The counts of one sink. Immutable and thread-safe.
   *
   * @param name its name
   * @param delivered profiles that it took
   * @param failures calls in which it threw
   * @param lost profiles that it was not given, since it did not come back in time
   * @param notWritten profiles that it took and did not write, as it says itself
   * @param queued profiles that wait for it now
   */
  record Counts(
      String name, long delivered, long failures, long lost, long notWritten, long queued) {}
}
