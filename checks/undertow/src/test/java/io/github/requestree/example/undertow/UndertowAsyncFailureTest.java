package io.github.requestree.example.undertow;

import io.github.requestree.servlet.AsyncFailureContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowAsyncFailureTest extends AsyncFailureContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }

  /** AsyncContextImpl.dispatch gives the request its new path at once, not when it returns. */
  @Override
  protected String routeOnceDispatched() {
    return "/then";
  }
}
