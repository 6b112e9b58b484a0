package io.github.requestree.example.tomcat;

import io.github.requestree.example.ProfilesPageContract;

class TomcatProfilesPageTest extends ProfilesPageContract {

  TomcatProfilesPageTest() {
    super(TomcatExample::start);
  }
}
