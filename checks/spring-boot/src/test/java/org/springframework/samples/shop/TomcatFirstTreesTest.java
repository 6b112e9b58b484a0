package org.springframework.samples.shop;

class TomcatFirstTreesTest extends FirstTreesContract {

  @Override
  String[] container() {
    return new String[] {
      "--spring.autoconfigure.exclude=org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration"
    };
  }
}
