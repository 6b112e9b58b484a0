package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.AsyncContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatAsyncTest extends AsyncContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }

  @Override
  protected boolean tellsOfDispatches() {
    return true;
  }
}
