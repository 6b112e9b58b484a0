package io.github.requestree.example.undertow;

import io.github.requestree.example.FindingsContract;

class UndertowFindingsTest extends FindingsContract {

  UndertowFindingsTest() {
    super(UndertowExample::start);
  }
}
