package io.github.requestree.benchmarks.overhead;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The slices of all arms that followed one another. <em>Not</em> thread-safe. */
final class Round {

  private final Map<Arm, List<Slice>> slices = new EnumMap<>(Arm.class);

  void add(Arm arm, Slice slice) {
    slices.computeIfAbsent(arm, key -> new ArrayList<>()).add(slice);
  }

  /**
   * The slice of an arm; of {@link Arm#NONE} the second one, as the first is what it is compared
   * with. Null if there is none.
   */
  @Nullable Slice of(Arm arm) {
    List<Slice> found = slices.getOrDefault(arm, List.of());
    return found.isEmpty() ? null : found.get(found.size() - 1);
  }

  /**
   * Returns the slices that this arm is compared with: both slices without a profiler, or the other
   * one.
   */
  List<Slice> baseline(Arm arm) {
    List<Slice> none = slices.getOrDefault(Arm.NONE, List.of());
    return arm == Arm.NONE ? none.subList(0, Math.min(1, none.size())) : none;
  }

  long failures() {
    return slices.values().stream().flatMap(List::stream).mapToLong(Slice::failures).sum();
  }

  List<Slice> all(Arm arm) {
    return slices.getOrDefault(arm, List.of());
  }
}
