package io.github.requestree.sampling;

/**
 * A thread that is in a segment. It never runs: an actor acts for it, and a field says where it
 * would be. That field is plain on purpose, as nothing orders where a thread is either: only the
 * handshake may decide what the sampler makes of it.
 */
final class Owner extends Thread {

  /** True if it has left the segment and does something else. */
  boolean hasLeft;

  Owner() {
    super("owner");
  }
}
