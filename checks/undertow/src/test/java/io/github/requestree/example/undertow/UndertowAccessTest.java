package io.github.requestree.example.undertow;

import io.github.requestree.servlet.AccessContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowAccessTest extends AccessContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }

  @Override
  protected boolean isSeenWithoutProxy() {
    return true;
  }
}
