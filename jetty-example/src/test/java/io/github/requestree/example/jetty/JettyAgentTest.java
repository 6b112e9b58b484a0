package io.github.requestree.example.jetty;

import io.github.requestree.example.AgentContract;

class JettyAgentTest extends AgentContract {

  JettyAgentTest() {
    super(JettyExample.class);
  }
}
