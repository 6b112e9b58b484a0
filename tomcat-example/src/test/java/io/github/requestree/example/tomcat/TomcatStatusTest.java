package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.StatusContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatStatusTest extends StatusContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
