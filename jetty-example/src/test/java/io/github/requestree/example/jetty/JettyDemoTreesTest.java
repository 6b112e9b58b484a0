package io.github.requestree.example.jetty;

import io.github.requestree.example.DemoTreesContract;

class JettyDemoTreesTest extends DemoTreesContract {

  JettyDemoTreesTest() {
    super(JettyExample::start);
  }
}
