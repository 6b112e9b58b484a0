package io.github.requestree.example.undertow;

import io.github.requestree.servlet.LogSafetyContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowLogSafetyTest extends LogSafetyContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }
}
