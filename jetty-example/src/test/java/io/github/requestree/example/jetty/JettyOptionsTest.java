package io.github.requestree.example.jetty;

import io.github.requestree.servlet.OptionsContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class JettyOptionsTest extends OptionsContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return JettyContainer.start(application);
  }
}
