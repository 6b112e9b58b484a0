package io.github.requestree.example.jetty;

import io.github.requestree.servlet.Http2Contract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyHttp2Test extends Http2Contract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
