package io.github.requestree.example.tomcat;

import io.github.requestree.example.UnusualContract;

class TomcatUnusualTest extends UnusualContract {

  TomcatUnusualTest() {
    super(TomcatExample::start);
  }
}
