package io.github.requestree.example.jetty;

import io.github.requestree.servlet.StatusContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyStatusTest extends StatusContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
