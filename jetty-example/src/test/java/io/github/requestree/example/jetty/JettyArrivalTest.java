package io.github.requestree.example.jetty;

import io.github.requestree.servlet.ArrivalContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyArrivalTest extends ArrivalContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
