package io.github.requestree.example.jetty;

import io.github.requestree.servlet.AsyncFailureContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyAsyncFailureTest extends AsyncFailureContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
