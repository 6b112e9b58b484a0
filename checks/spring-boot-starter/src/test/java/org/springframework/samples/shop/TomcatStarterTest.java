package org.springframework.samples.shop;

class TomcatStarterTest extends StarterContract {

  @Override
  String container() {
    return "Tomcat";
  }
}
