package io.github.requestree.example.undertow;

import io.github.requestree.servlet.BadgeContract;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;

class UndertowBadgeTest extends BadgeContract {

  @Override
  protected TestContainer startContainer(TestApplication application) throws Exception {
    return UndertowContainer.start(application);
  }
}
