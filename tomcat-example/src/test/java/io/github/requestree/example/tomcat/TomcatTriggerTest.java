package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;
import io.github.requestree.servlet.TriggerContract;

class TomcatTriggerTest extends TriggerContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
