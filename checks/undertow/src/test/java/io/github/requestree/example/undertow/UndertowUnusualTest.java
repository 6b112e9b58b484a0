package io.github.requestree.example.undertow;

import io.github.requestree.example.UnusualContract;

class UndertowUnusualTest extends UnusualContract {

  UndertowUnusualTest() {
    super(UndertowExample::start);
  }
}
