package io.github.requestree.tools;

import io.github.requestree.profile.Profile;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.tools.reading.KeptProfile;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The profiles of routes, merged from single ones.
 *
 * @param merged the one that took most time first
 * @param shaping takes a class for the application's if any of the files does
 * @param stillRunning the files of requests that had not ended: these are not merged
 */
record Routes(List<Profile> merged, Shaping shaping, List<String> stillRunning) {

  /**
   * @throws IllegalArgumentException if one of them is a route's already, or none is left to merge
   */
  static Routes of(List<KeptProfile> kept) {
    List<Profile> singles = new ArrayList<>();
    List<String> stillRunning = new ArrayList<>();
    for (KeptProfile one : kept) {
      Profile.Totals totals = one.profile().totals();
      if (totals != null) {
        throw new IllegalArgumentException(
            one.source()
                + " has "
                + totals.count()
                + " requests of a route already, but only single ones can be merged");
      }
      if (one.profile().stillRunning()) {
        stillRunning.add(one.source());
      } else {
        singles.add(one.profile());
      }
    }
    if (singles.isEmpty()) {
      throw new IllegalArgumentException("there is no request that had ended, so none to merge");
    }
    return new Routes(RouteTotals.merged(singles), shaping(kept), stillRunning);
  }

  /** Returns one shaping for all of them. */
  static Shaping shaping(List<KeptProfile> kept) {
    Set<String> hide = new LinkedHashSet<>();
    Set<String> show = new LinkedHashSet<>();
    for (KeptProfile one : kept) {
      if (one.shaping() != Shaping.DEFAULT) {
        hide.addAll(one.shaping().hide());
        show.addAll(one.shaping().show());
      }
    }
    return hide.isEmpty() && show.isEmpty()
        ? Shaping.DEFAULT
        : Shaping.DEFAULT.toBuilder()
            .hide(hide.isEmpty() ? Shaping.DEFAULT.hide() : List.copyOf(hide))
            .show(List.copyOf(show))
            .build();
  }
}
