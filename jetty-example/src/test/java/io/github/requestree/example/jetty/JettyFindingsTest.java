package io.github.requestree.example.jetty;

import io.github.requestree.example.FindingsContract;

class JettyFindingsTest extends FindingsContract {

  JettyFindingsTest() {
    super(JettyExample::start);
  }
}
