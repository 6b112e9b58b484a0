package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.ArrivalContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatArrivalTest extends ArrivalContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
