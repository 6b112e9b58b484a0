package io.github.requestree.example.undertow;

import io.github.requestree.example.ProfilesPageContract;

class UndertowProfilesPageTest extends ProfilesPageContract {

  UndertowProfilesPageTest() {
    super(UndertowExample::start);
  }
}
