package io.github.requestree.example.tomcat;

import io.github.requestree.example.RoutesContract;

class TomcatRoutesTest extends RoutesContract {

  TomcatRoutesTest() {
    super(TomcatExample::start);
  }
}
