package com.example.forwarded;

class TomcatForwardedHeadersTest extends ForwardedHeadersContract {

  @Override
  String container() {
    return "--spring.autoconfigure.exclude="
        + "org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration";
  }

  @Override
  boolean tellsOfWhatItBelieves() {
    return false;
  }
}
