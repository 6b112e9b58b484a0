package io.github.requestree.example.undertow;

import io.github.requestree.example.ProcessContract;

class UndertowProcessTest extends ProcessContract {

  UndertowProcessTest() {
    super(UndertowExample.class);
  }
}
