package io.github.requestree.benchmarks.fidelity;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Something to profile that measures itself. One thread at a time unless it says otherwise. */
interface Workload extends AutoCloseable {

  /** Its parts, each a method of this object's class. */
  List<Phase> phases();

  /** Does the work once. */
  void run(Truth truth) throws Exception;

  @Override
  default void close() {}

  /** The methods of its phases. */
  default Set<String> methods() {
    return phases().stream().map(Phase::method).collect(Collectors.toUnmodifiableSet());
  }
}
