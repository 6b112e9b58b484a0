package io.github.requestree.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.servlet.Exchange;
import io.github.requestree.servlet.Fake;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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
        "X-Request-Start",
        "Forwarded-For",
        "X-Forward-For",
        "X_Forwarded_For",
        "X_REAL_IP",
        "CDN-Loop",
        "X-Azure-ClientIP",
        "X-Azure-Ref",
        "X-FD-HealthProbe",
        "X-AppGW-Trace-Id",
        "X-Amz-Cf-Id",
        "CloudFront-Viewer-Address",
        "X-Amzn-Trace-Id",
        "X-Varnish",
        "Fastly-FF",
        "Akamai-Origin-Hop",
        "Proxy-Client-IP",
        "Proxy-Connection",
        "WL-Proxy-Client-IP",
        "WL-Proxy-SSL",
        "WL_Proxy_Client_IP",
        "$WSRA",
        "X-ARR-SSL",
        "X-ARR-LOG-ID",
        "Incap-Client-IP",
        "DO-Connecting-IP",
        "Fly-Client-IP",
        "X-Original-URL",
        "X-Cloud-Trace-Context",
        "X-Goog-IAP-JWT-Assertion",
        "X-Vercel-Forwarded-For",
        "X-NF-Client-Connection-IP",
        "Ali-CDN-Real-IP",
        "Tailscale-User-Login",
        "Client-IP",
        "Max-Forwards",
        "Surrogate-Capability"
      })
  void whatAProxyHasForwardedIsNot(String header) {
    assertThat(isLoopback(new Exchange().header(header, "127.0.0.1"))).isFalse();
    assertThat(isLoopback(new Exchange().header(header, ""))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept",
        "Accept-Language",
        "Cache-Control",
        "Connection",
        "Cookie",
        "DNT",
        "If-None-Match",
        "Pragma",
        "Priority",
        "Referer",
        "Sec-CH-UA-Platform",
        "Sec-Fetch-Mode",
        "Sec-GPC",
        "Upgrade-Insecure-Requests",
        "User-Agent",
        "X-Requested-With",
        "X-Request-Id",
        "traceparent"
      })
  void whatABrowserOrAToolOfADeveloperSendsDoesNotMatter(String header) {
    assertThat(isLoopback(new Exchange().header(header, "1"))).isTrue();
  }

  @Test
  void aRequestWhoseAddressTomcatHasRewrittenIsNot() {
    String mark = "org.apache.tomcat.request.forwarded";

    assertThat(isLoopback(new Exchange().attribute(mark, true))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.0", "HTTP/0.9", "HTTP/1.2", "http/1.1", "HTTP/4", ""})
  void anOldOrUnknownProtocolIsNot(String protocol) {
    assertThat(isLoopback(new Exchange().protocol(protocol))).isFalse();
    assertThat(isLoopback(new Exchange().protocol(protocol).header("Host"))).isFalse();
  }

  @Test
  void aProtocolThatIsNotKnownIsNot() {
    assertThat(isLoopback(new Exchange().protocol(null))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/2.0", "HTTP/2", "HTTP/3.0", "HTTP/3"})
  void laterProtocolsHaveAnAuthorityForTheHost(String protocol) {
    assertThat(isLoopback(new Exchange().protocol(protocol))).isTrue();
    assertThat(isLoopback(http2(protocol))).isTrue();
    assertThat(isLoopback(http2(protocol).server("http", "::1", 8080))).isTrue();
    assertThat(isLoopback(http2(protocol).server("https", "[::1]", 443))).isTrue();
    assertThat(isLoopback(http2(protocol).serverName("evil.example"))).isFalse();
    assertThat(isLoopback(http2(protocol).serverName(null))).isFalse();
    assertThat(isLoopback(http2(protocol).peer("192.0.2.7"))).isFalse();
    assertThat(isLoopback(http2(protocol).header("Host", "evil.example"))).isFalse();
    assertThat(isLoopback(http2(protocol).header("Host", "localhost", "localhost"))).isFalse();
  }

  @Test
  void theirOriginMustBeThatAuthority() {
    Exchange plain = http2("HTTP/2.0").server("http", "localhost", 8080);
    Exchange secure = http2("HTTP/2.0").server("https", "::1", 443);

    assertThat(isLoopback(plain.header("Origin", "http://localhost:8080"))).isTrue();
    assertThat(isLoopback(plain.header("Origin", "http://localhost"))).isFalse();
    assertThat(isLoopback(plain.header("Origin", "http://localhost:8081"))).isFalse();
    assertThat(isLoopback(secure.header("Origin", "https://[::1]"))).isTrue();
    assertThat(isLoopback(secure.header("Origin", "https://[::1]:444"))).isFalse();
  }

  private static Exchange http2(String protocol) {
    return new Exchange().protocol(protocol).header("Host");
  }

  @Test
  void eachRequestOfAChainMustBeOfThisMachine() {
    for (Exchange inner :
        List.of(
            new Exchange().peer("192.0.2.7"),
            new Exchange().header("Host", "evil.example"),
            new Exchange().header("X-Forwarded-For", "127.0.0.1"),
            new Exchange().header("Origin", "https://evil.example"))) {
      assertThat(isLoopback(hiding(inner.request()))).isFalse();
      assertThat(isLoopback(new HttpServletRequestWrapper(hiding(inner.request())))).isFalse();
    }

    assertThat(isLoopback(hiding(new Exchange().request()))).isTrue();
    assertThat(isLoopback(new HttpServletRequestWrapper(hiding(new Exchange().request()))))
        .isTrue();
  }

  @Test
  void aChainThatEndsNowhereIsNot() {
    assertThat(isLoopback(leadingTo(() -> null))).isFalse();
    assertThat(isLoopback(leadingTo(() -> Fake.of(ServletRequest.class, Map.of())))).isFalse();
    AtomicReference<ServletRequest> itself = new AtomicReference<>();
    HttpServletRequest circle = leadingTo(itself::get);
    itself.set(circle);

    assertThat(isLoopback(circle)).isFalse();
  }

  /** A request that looks local, whatever it wraps. */
  private static HttpServletRequest hiding(HttpServletRequest inner) {
    return leadingTo(() -> inner);
  }

  private static HttpServletRequest leadingTo(Supplier<ServletRequest> inner) {
    return new HttpServletRequestWrapper(new Exchange().request()) {
      @Override
      public ServletRequest getRequest() {
        return inner.get();
      }
    };
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
    return isLoopback(exchange.request());
  }

  private static boolean isLoopback(HttpServletRequest request) {
    return Access.loopbackOnly().allows(request);
  }
}
