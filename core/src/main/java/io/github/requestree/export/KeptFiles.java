package io.github.requestree.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Knows the files in a directory, and chooses those that must go for another one: the first by
 * name, which are the fastest. <em>Not</em> thread-safe.
 */
final class KeptFiles {

  private final int mostFiles;
  private final long mostBytes;
  private final TreeMap<String, Long> sizes = new TreeMap<>();
  private long bytes;

  KeptFiles(int mostFiles, long mostBytes) {
    this.mostFiles = mostFiles;
    this.mostBytes = mostBytes;
  }

  void clear() {
    sizes.clear();
    bytes = 0;
  }

  void add(String name, long size) {
    remove(name);
    sizes.put(name, size);
    bytes += size;
  }

  void remove(String name) {
    Long size = sizes.remove(name);
    bytes -= size == null ? 0 : size;
  }

  /** Returns the fastest one, if there are too many; null if not. */
  @Nullable String surplus() {
    return sizes.size() > mostFiles || bytes > mostBytes ? sizes.firstKey() : null;
  }

  /** Returns the faster ones that must go for a new one; null if the new one is not to be kept. */
  @Nullable List<String> victimsFor(String name, long size) {
    int count = sizes.size() + 1;
    long sum = bytes + size;
    List<String> victims = new ArrayList<>();
    for (Map.Entry<String, Long> faster : sizes.headMap(name).entrySet()) {
      if (count <= mostFiles && sum <= mostBytes) {
        break;
      }
      victims.add(faster.getKey());
      count--;
      sum -= faster.getValue();
    }
    return count <= mostFiles && sum <= mostBytes ? victims : null;
  }
}
