package io.github.requestree.example.jetty;

import io.github.requestree.servlet.ProfilesContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyProfilesTest extends ProfilesContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
