package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.PathContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatPathTest extends PathContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
