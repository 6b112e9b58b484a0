package io.github.requestree.example.jetty;

import io.github.requestree.servlet.SlowClientContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettySlowClientTest extends SlowClientContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
