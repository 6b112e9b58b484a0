package io.github.requestree.example.undertow;

import io.github.requestree.servlet.Http2Contract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowHttp2Test extends Http2Contract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }

  /** Undertow tells neither a listener nor the application before the next write fails. */
  @Override
  protected boolean tellsOfResets() {
    return false;
  }
}
