package io.github.requestree.profile;

/**
 * Knows the usual profile of each kind, and attaches it to profiles that differ from it. Called by
 * one thread at a time, the reporter's, and never by a thread that serves a request.
 */
public interface BaselineComparison {

  /** Remembers the profile and returns it, with {@link Profile#baseline()} if it is unusual. */
  Profile annotate(Profile profile);

  /**
   * Remembers a profile that was too short for anybody to receive.
   *
   * @param standsFor the number of such profiles that this one stands for, itself included
   */
  void remember(Profile profile, long standsFor);
}
