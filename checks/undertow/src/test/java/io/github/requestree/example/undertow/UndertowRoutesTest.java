package io.github.requestree.example.undertow;

import io.github.requestree.example.RoutesContract;

class UndertowRoutesTest extends RoutesContract {

  UndertowRoutesTest() {
    super(UndertowExample::start);
  }
}
