package io.github.requestree.example.undertow;

import io.github.requestree.servlet.OptionsContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowOptionsTest extends OptionsContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }
}
