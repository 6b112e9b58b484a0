package io.github.requestree.example.undertow;

import io.github.requestree.servlet.ArrivalContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowArrivalTest extends ArrivalContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }
}
