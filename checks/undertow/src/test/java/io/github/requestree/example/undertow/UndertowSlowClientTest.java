package io.github.requestree.example.undertow;

import io.github.requestree.servlet.SlowClientContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowSlowClientTest extends SlowClientContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }
}
