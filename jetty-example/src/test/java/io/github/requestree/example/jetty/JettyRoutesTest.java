package io.github.requestree.example.jetty;

import io.github.requestree.example.RoutesContract;

class JettyRoutesTest extends RoutesContract {

  JettyRoutesTest() {
    super(JettyExample::start);
  }
}
