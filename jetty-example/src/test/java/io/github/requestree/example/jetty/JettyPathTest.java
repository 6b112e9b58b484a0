package io.github.requestree.example.jetty;

import io.github.requestree.servlet.PathContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyPathTest extends PathContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
