package io.github.requestree.example.undertow;

import io.github.requestree.servlet.ApplicationContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowApplicationTest extends ApplicationContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }
}
