package io.github.requestree.example.undertow;

import io.github.requestree.servlet.AsyncContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowAsyncTest extends AsyncContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }

  @Override
  protected boolean tellsOfDispatches() {
    return true;
  }

  /** AsyncContextImpl.dispatch gives the request its new path at once, not when it returns. */
  @Override
  protected String routeOnceDispatched() {
    return "/then";
  }
}
