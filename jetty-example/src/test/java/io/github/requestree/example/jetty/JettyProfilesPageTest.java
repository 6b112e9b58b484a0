package io.github.requestree.example.jetty;

import io.github.requestree.example.ProfilesPageContract;

class JettyProfilesPageTest extends ProfilesPageContract {

  JettyProfilesPageTest() {
    super(JettyExample::start);
  }
}
