package io.github.requestree.servlet;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Remembers the requests that the application has answered, if their route is guessed from the
 * path. Bounded, since strangers choose paths: each path has one slot, and the last one keeps it.
 * Thread-safe.
 */
final class AnsweredPaths {

  static final int SLOTS = 4_096;

  private final AtomicLongArray slots = new AtomicLongArray(SLOTS);

  void add(String method, String route) {
    long hash = hash(method, route);
    if (slots.get(slot(hash)) != hash) {
      slots.set(slot(hash), hash);
    }
  }

  boolean contains(String method, String route) {
    long hash = hash(method, route);
    return slots.get(slot(hash)) == hash;
  }

  private static int slot(long hash) {
    return (int) ((hash ^ (hash >>> 32)) & (SLOTS - 1));
  }

  /** Returns a hash that is never that of an empty slot. */
  private static long hash(String method, String route) {
    long hash = method.hashCode();
    for (int i = 0; i < route.length(); i++) {
      hash = hash * 1_000_003 + route.charAt(i);
    }
    return hash == 0 ? 1 : hash;
  }
}
