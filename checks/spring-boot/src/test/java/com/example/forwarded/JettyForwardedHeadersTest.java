package com.example.forwarded;

class JettyForwardedHeadersTest extends ForwardedHeadersContract {

  @Override
  String container() {
    return "--spring.autoconfigure.exclude="
        + "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration";
  }

  @Override
  boolean tellsOfWhatItBelieves() {
    return true;
  }
}
