package io.github.requestree.campaign.faults;

import io.github.requestree.profile.Integration;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import org.jspecify.annotations.Nullable;

/** An integration that may fail. Thread-safe. */
record FaultyIntegration(Injector faults) implements Integration {

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public Follower begins() {
    faults.hit(Seam.INTEGRATION_BEGINS);
    return new Follower() {
      @Override
      public Surroundings.@Nullable Trace trace() {
        faults.hit(Seam.INTEGRATION_TRACE);
        return null;
      }

      @Override
      public void ended(@Nullable String id) {
        faults.hit(Seam.INTEGRATION_ENDED);
      }

      @Override
      public void reported(Profile profile) {
        faults.hit(Seam.INTEGRATION_REPORTED);
      }
    };
  }
}
