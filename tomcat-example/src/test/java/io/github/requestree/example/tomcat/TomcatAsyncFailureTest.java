package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.AsyncFailureContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatAsyncFailureTest extends AsyncFailureContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
