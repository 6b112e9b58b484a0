package io.github.requestree.example.undertow;

import io.github.requestree.servlet.LifecycleContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowLifecycleTest extends LifecycleContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }
}
