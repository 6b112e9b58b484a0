package io.github.requestree.example.jetty;

import io.github.requestree.servlet.LogSafetyContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyLogSafetyTest extends LogSafetyContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
