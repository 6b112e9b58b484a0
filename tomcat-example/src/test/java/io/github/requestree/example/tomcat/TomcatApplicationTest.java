package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.ApplicationContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatApplicationTest extends ApplicationContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
