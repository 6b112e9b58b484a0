package io.github.requestree.page;

import io.github.requestree.profile.Profile;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps so many profiles, of so many bytes together. A profile under a key that is there already
 * replaces the one before. Thread-safe.
 */
final class BoundedProfiles {

  /**
   * A profile that is kept.
   *
   * @param number is higher than that of all that came before
   */
  record Kept(Profile profile, long bytes, long number) {}

  private final int mostProfiles;
  private final long mostBytes;
  private final @Nullable Comparator<Profile> order;
  private final Map<String, Kept> kept = new LinkedHashMap<>();
  private long bytes;

  /**
   * @param order decides which goes first, the least, which is looked for among all; null for the
   *     oldest
   */
  BoundedProfiles(int mostProfiles, long mostBytes, @Nullable Comparator<Profile> order) {
    this.mostProfiles = mostProfiles;
    this.mostBytes = mostBytes;
    this.order = order;
  }

  /**
   * Puts a profile there, and lets go of others until it fits; of itself, if it is the least.
   *
   * @return false if it is too large even alone
   */
  synchronized boolean put(String key, Profile profile, long size, long number) {
    remove(key);
    if (size > mostBytes) {
      return false;
    }
    kept.put(key, new Kept(profile, size, number));
    bytes += size;
    while (kept.size() > mostProfiles || bytes > mostBytes) {
      remove(first());
    }
    return true;
  }

  private void remove(String key) {
    Kept old = kept.remove(key);
    if (old != null) {
      bytes -= old.bytes();
    }
  }

  private String first() {
    Iterator<Map.Entry<String, Kept>> entries = kept.entrySet().iterator();
    Map.Entry<String, Kept> first = entries.next();
    while (order != null && entries.hasNext()) {
      Map.Entry<String, Kept> next = entries.next();
      if (order.compare(next.getValue().profile(), first.getValue().profile()) <= 0) {
        first = next;
      }
    }
    return first.getKey();
  }

  synchronized @Nullable Profile get(String key) {
    Kept found = kept.get(key);
    return found == null ? null : found.profile();
  }

  /** Returns them, the oldest first. */
  synchronized List<Kept> kept() {
    return List.copyOf(kept.values());
  }

  List<Profile> all() {
    return kept().stream().map(Kept::profile).toList();
  }

  synchronized long bytes() {
    return bytes;
  }
}
