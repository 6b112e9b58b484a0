package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.delivery.Ended;
import org.jspecify.annotations.Nullable;

/**
 * A profile on its way to the reporter.
 *
 * @param state what is known of it
 * @param notifier learns that it is lost; null if nobody waits for it
 */
record EndedProfile(ProfileState state, @Nullable CompletionNotifier notifier) implements Ended {

  @Override
  public Profile get() {
    return state.engine().assemble(state);
  }

  @Override
  public void reported(Profile profile) {
    state.noted().followers.reported(profile);
  }

  @Override
  public void lost() {
    if (notifier != null) {
      notifier.lost(state);
    }
  }
}
