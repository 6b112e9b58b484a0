package io.github.requestree.example.tomcat;

import io.github.requestree.example.FindingsContract;

class TomcatFindingsTest extends FindingsContract {

  TomcatFindingsTest() {
    super(TomcatExample::start);
  }
}
