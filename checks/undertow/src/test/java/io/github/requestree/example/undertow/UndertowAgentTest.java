package io.github.requestree.example.undertow;

import io.github.requestree.example.AgentContract;

class UndertowAgentTest extends AgentContract {

  UndertowAgentTest() {
    super(UndertowExample.class);
  }
}
