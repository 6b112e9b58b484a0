package org.springframework.samples.shop;

class JettyStarterTest extends StarterContract {

  @Override
  String container() {
    return "Jetty";
  }
}
