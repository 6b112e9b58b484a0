package io.github.requestree.example.tomcat;

import io.github.requestree.example.DemoTreesContract;

class TomcatDemoTreesTest extends DemoTreesContract {

  TomcatDemoTreesTest() {
    super(TomcatExample::start);
  }
}
