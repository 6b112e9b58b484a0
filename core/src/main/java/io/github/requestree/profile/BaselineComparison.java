package io.github.requestree.profile;

/**
 * Knows what profiles of a kind usually look like, and says so with each that does not. Called by
 * one thread at a time, the reporter's, never by a thread that serves a request.
 */
public interface BaselineComparison {

  /** The profile, with {@link Profile#baseline()} if it is unusual; it is remembered as well. */
  Profile annotate(Profile profile);

  /**
   * Remembers a profile that nobody else gets, since it was too short.
   *
   * @param standsFor how many such profiles there were for this one, itself included
   */
  void remember(Profile profile, long standsFor);
}
