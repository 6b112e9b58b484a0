package io.github.requestree.example.jetty;

import io.github.requestree.servlet.ApplicationContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyApplicationTest extends ApplicationContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
