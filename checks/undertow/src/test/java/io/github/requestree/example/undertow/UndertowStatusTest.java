package io.github.requestree.example.undertow;

import io.github.requestree.servlet.StatusContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowStatusTest extends StatusContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }
}
