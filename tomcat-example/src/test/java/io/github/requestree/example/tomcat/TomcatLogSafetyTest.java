package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.LogSafetyContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatLogSafetyTest extends LogSafetyContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
