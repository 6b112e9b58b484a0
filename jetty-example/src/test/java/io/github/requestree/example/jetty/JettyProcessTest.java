package io.github.requestree.example.jetty;

import io.github.requestree.example.ProcessContract;

class JettyProcessTest extends ProcessContract {

  JettyProcessTest() {
    super(JettyExample.class);
  }
}
