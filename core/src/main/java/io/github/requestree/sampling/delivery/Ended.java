package io.github.requestree.sampling.delivery;

import io.github.requestree.profile.Profile;
import java.util.function.Supplier;

/** A profile that has ended and is still to be made, or what follows one that still runs. */
public interface Ended extends Supplier<Profile> {

  /** Takes note of what is reported of it. Nothing is thrown. */
  default void reported(Profile profile) {}

  /** Takes note that there is no report of it. Nothing is thrown. */
  default void lost() {}
}
