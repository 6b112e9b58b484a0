package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

  @Test
  void whoSitsAtThisMachineHasAccess() {
    assertThat(isLoopback(new Exchange())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.255",
        "::1",
        "0:0:0:0:0:0:0:1",
        "[::1]",
        "[0:0:0:0:0:0:0:1]",
        "0:0:0:0:0:0:0:1%lo"
      })
  void thesePeersAreLoopback(String peer) {
    assertThat(isLoopback(new Exchange().peer(peer))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1",
        "192.0.2.7",
        "128.0.0.1",
        "127.0.0.256",
        "127.0.0",
        "127.0.0.1.evil.example",
        "0127.0.0.1",
        "127.0.0.1\n",
        "::2",
        "::ffff:192.0.2.7",
        "0.0.0.0",
        "localhost.evil.example",
        "unknown",
        ""
      })
  void otherPeersAreNot(String peer) {
    assertThat(isLoopback(new Exchange().peer(peer))).isFalse();
  }

  @Test
  void aPeerThatIsNotKnownIsNot() {
    assertThat(isLoopback(new Exchange().peer(null))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LocalHost:8080",
        "127.0.0.1",
        "127.0.0.2:1",
        "[::1]",
        "[::1]:65535",
        "[0:0:0:0:0:0:0:1]:80"
      })
  void theseHostsAreLoopback(String host) {
    assertThat(isLoopback(new Exchange().header("Host", host))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "localhost.",
        "localhost:",
        "localhost:8080:8080",
        "localhost:808080",
        "user@localhost",
        "localhost evil",
        "localhost,evil.example",
        "127.0.0.1.evil.example",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "::1",
        "[::1]evil",
        "[::1%lo]",
        "",
        "192.0.2.7"
      })
  void otherHostsAreNot(String host) {
    assertThat(isLoopback(new Exchange().header("Host", host))).isFalse();
  }

  @Test
  void noHostOrSeveralAreNot() {
    assertThat(isLoopback(new Exchange().header("Host"))).isFalse();
    assertThat(isLoopback(new Exchange().header("Host", "localhost", "localhost"))).isFalse();
  }

  @Test
  void aRequestLineWithAnotherHostIsNot() {
    assertThat(isLoopback(new Exchange().serverName("evil.example"))).isFalse();
    assertThat(isLoopback(new Exchange().serverName("::1"))).isTrue();
    assertThat(isLoopback(new Exchange().serverName(null))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "Via",
        "X-Forwarded-For",
        "X-FORWARDED-HOST",
        "x-forwarded-anything",
        "X-Real-IP",
        "X-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "X-Envoy-External-Address",
        "X-Request-Start"
      })
  void whatAProxyHasForwardedIsNot(String header) {
    assertThat(isLoopback(new Exchange().header(header, "127.0.0.1"))).isFalse();
    assertThat(isLoopback(new Exchange().header(header, ""))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "", "none,cross-site", "None"})
  void whatAnotherSiteMadeTheBrowserAskIsNot(String site) {
    assertThat(isLoopback(new Exchange().header("Sec-Fetch-Site", site))).isFalse();
  }

  @Test
  void whatTheUserOrThePageItselfAskedIs() {
    assertThat(isLoopback(new Exchange().header("Sec-Fetch-Site", "none"))).isTrue();
    assertThat(isLoopback(new Exchange().header("Sec-Fetch-Site", "same-origin"))).isTrue();
    assertThat(isLoopback(new Exchange().header("Sec-Fetch-Site", "none", "cross-site"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "null",
        "http://localhost",
        "http://localhost:8081",
        "http://localhost:8080.evil.example"
      })
  void aForeignOriginIsNot(String origin) {
    assertThat(isLoopback(new Exchange().header("Origin", origin))).isFalse();
  }

  @Test
  void itsOwnOriginIs() {
    assertThat(isLoopback(new Exchange().header("Origin", "http://localhost:8080"))).isTrue();
  }

  @Test
  void aPredicateAloneOrBesideDecides() {
    Access get = Access.when(request -> request.getMethod().equals("GET"));
    Exchange remotePost = new Exchange().method("POST").peer("192.0.2.7");
    Exchange remoteGet = new Exchange().peer("192.0.2.7");

    assertThat(get.allows(remoteGet.request())).isTrue();
    assertThat(get.allows(remotePost.request())).isFalse();
    assertThat(get.and(Access.loopbackOnly()).allows(remoteGet.request())).isFalse();
    assertThat(get.and(Access.loopbackOnly()).allows(new Exchange().request())).isTrue();
    assertThat(get.or(Access.loopbackOnly()).allows(remoteGet.request())).isTrue();
    assertThat(get.or(Access.loopbackOnly()).allows(remotePost.request())).isFalse();
  }

  private static boolean isLoopback(Exchange exchange) {
    return Access.loopbackOnly().allows(exchange.request());
  }
}
