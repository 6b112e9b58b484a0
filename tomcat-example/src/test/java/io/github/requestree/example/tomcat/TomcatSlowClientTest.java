package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.SlowClientContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatSlowClientTest extends SlowClientContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
