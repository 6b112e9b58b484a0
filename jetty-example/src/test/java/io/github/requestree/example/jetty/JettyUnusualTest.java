package io.github.requestree.example.jetty;

import io.github.requestree.example.UnusualContract;

class JettyUnusualTest extends UnusualContract {

  JettyUnusualTest() {
    super(JettyExample::start);
  }
}
