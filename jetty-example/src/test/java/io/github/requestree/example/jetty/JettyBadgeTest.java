package io.github.requestree.example.jetty;

import io.github.requestree.servlet.BadgeContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyBadgeTest extends BadgeContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
