package io.github.requestree.example.undertow;

import io.github.requestree.example.DemoTreesContract;

class UndertowDemoTreesTest extends DemoTreesContract {

  UndertowDemoTreesTest() {
    super(UndertowExample::start);
  }
}
