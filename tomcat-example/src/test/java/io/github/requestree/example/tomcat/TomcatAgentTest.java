package io.github.requestree.example.tomcat;

import io.github.requestree.example.AgentContract;

class TomcatAgentTest extends AgentContract {

  TomcatAgentTest() {
    super(TomcatExample.class);
  }
}
