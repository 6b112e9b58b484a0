package io.github.requestree.example.undertow;

import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;
import io.github.requestree.servlet.VirtualThreadsContract;

class UndertowVirtualThreadsTest extends VirtualThreadsContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }
}
