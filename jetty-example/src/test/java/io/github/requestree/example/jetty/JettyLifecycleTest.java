package io.github.requestree.example.jetty;

import io.github.requestree.servlet.LifecycleContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyLifecycleTest extends LifecycleContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
