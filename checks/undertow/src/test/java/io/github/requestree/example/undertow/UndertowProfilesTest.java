package io.github.requestree.example.undertow;

import io.github.requestree.servlet.ProfilesContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowProfilesTest extends ProfilesContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }

  /** Undertow finds a servlet by the path as it was sent, but for what is encoded. */
  @Override
  protected boolean servesSpellingsAsOtherPaths() {
    return true;
  }
}
