package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.LifecycleContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatLifecycleTest extends LifecycleContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
