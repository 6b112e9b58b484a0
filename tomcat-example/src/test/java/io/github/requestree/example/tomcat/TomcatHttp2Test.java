package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.Http2Contract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatHttp2Test extends Http2Contract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
