package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.ProfilesContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatProfilesTest extends ProfilesContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
