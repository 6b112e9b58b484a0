package io.github.requestree.routes;

import java.util.OptionalLong;

/** A sum that is known only if every part of it is. */
final class OptionalSum {

  private long sum;
  private long known;
  private long unknown;

  void add(OptionalLong part) {
    if (part.isPresent()) {
      sum += part.getAsLong();
      known++;
    } else {
      unknown++;
    }
  }

  OptionalLong toOptional() {
    return unknown == 0 ? OptionalLong.of(sum) : OptionalLong.empty();
  }

  /** Returns the number of known parts if not all of them are known. */
  long knownInVain() {
    return unknown == 0 ? 0 : known;
  }
}
