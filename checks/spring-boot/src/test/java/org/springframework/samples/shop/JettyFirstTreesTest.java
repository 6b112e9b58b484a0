package org.springframework.samples.shop;

class JettyFirstTreesTest extends FirstTreesContract {

  @Override
  String[] container() {
    return new String[] {
      "--spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration"
    };
  }
}
