package io.github.requestree.example.tomcat;

import io.github.requestree.servlet.OptionsContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class TomcatOptionsTest extends OptionsContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return TomcatContainer.start(application);
  }
}
