package io.github.requestree.example.jetty;

import io.github.requestree.servlet.AsyncContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyAsyncTest extends AsyncContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }

  @Override
  protected boolean tellsOfDispatches() {
    return false;
  }
}
