package io.github.requestree.example.tomcat;

import io.github.requestree.example.ProcessContract;

class TomcatProcessTest extends ProcessContract {

  TomcatProcessTest() {
    super(TomcatExample.class);
  }
}
