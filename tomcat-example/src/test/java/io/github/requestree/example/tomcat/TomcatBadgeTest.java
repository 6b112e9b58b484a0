package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.BadgeContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatBadgeTest extends BadgeContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
