package io.github.requestree.example.jetty;

import io.github.requestree.servlet.AccessContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyAccessTest extends AccessContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }

  @Override
  protected boolean isSeenWithoutProxy() {
    return true;
  }
}
