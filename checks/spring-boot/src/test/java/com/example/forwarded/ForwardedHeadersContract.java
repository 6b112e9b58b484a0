package com.example.forwarded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;

/**
 * Who sees a page for this machine alone, where Spring Boot takes the peer from the headers of
 * proxies. All come over loopback, as from a proxy in the same pod.
 */
abstract class ForwardedHeadersContract {

  private static final List<String> CLAIMS =
      List.of(
          "X-Forwarded-For: 127.0.0.1\r\n",
          "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Host: localhost\r\nX-Forwarded-Port: 80\r\n",
          "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n",
          "X-Forwarded-For: 127.0.0.1, 10.0.0.1\r\n",
          "X-Forwarded-For: ::1\r\n",
          "X-Forwarded-Proto: http\r\n",
          "Forwarded: for=127.0.0.1;host=localhost;proto=http\r\n",
          "Forwarded: for=\"[::1]\"\r\n");

  private ServletWebServerApplicationContext application;

  /** The argument that leaves this container alone. */
  abstract String container();

  /** Whether the container itself leaves a trace of what it believes, and only then. */
  abstract boolean tellsOfWhatItBelieves();

  @AfterEach
  void stop() {
    if (application != null) {
      application.close();
    }
  }

  @Test
  void whereNothingBelievesProxiesTheDeveloperAloneSeesThePage() throws Exception {
    start(Map.of());

    assertOpenToDeveloper();
    assertClosedToClaims();
  }

  @Test
  void whereSpringBelievesProxiesTheDeveloperAloneSeesThePage() throws Exception {
    start(Map.of(), "--server.forward-headers-strategy=framework");

    assertOpenToDeveloper();
    assertClosedToClaims();
  }

  @Test
  void whereTheContainerBelievesProxiesNobodySeesThePageByAClaim() throws Exception {
    start(Map.of(), "--server.forward-headers-strategy=native");

    assertWithoutClaims();
    assertClosedToClaims();
  }

  @Test
  void inAPodOfKubernetesNobodySeesThePageByAClaim() throws Exception {
    start(Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_SERVICE_PORT", "443"));

    assertThat(CloudPlatform.getActive(application.getEnvironment()))
        .isEqualTo(CloudPlatform.KUBERNETES);
    assertWithoutClaims();
    assertClosedToClaims();
  }

  @Test
  void inAPodWhereSpringBelievesProxiesTheDeveloperAloneSeesThePage() throws Exception {
    start(
        Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1", "KUBERNETES_SERVICE_PORT", "443"),
        "--server.forward-headers-strategy=framework");

    assertOpenToDeveloper();
    assertClosedToClaims();
  }

  private void start(Map<String, Object> variables, String... arguments) {
    StandardServletEnvironment environment = new StandardServletEnvironment();
    String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
    environment
        .getPropertySources()
        .replace(name, new SystemEnvironmentPropertySource(name, variables));
    SpringApplication spring = new SpringApplication(PageApplication.class);
    spring.setEnvironment(environment);
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(container());
    all.add("--logging.level.requestree.profiles=off");
    application = (ServletWebServerApplicationContext) spring.run(all.toArray(String[]::new));
  }

  private void assertOpenToDeveloper() throws IOException {
    assertThat(answer("")).startsWith("HTTP/1.1 200 ").contains("<html");
  }

  /** What the container has rewritten cannot be told from what it has left as it was. */
  private void assertWithoutClaims() throws IOException {
    assertThat(answer("")).startsWith("HTTP/1.1 " + (tellsOfWhatItBelieves() ? 200 : 404) + " ");
  }

  private void assertClosedToClaims() throws IOException {
    for (String claim : CLAIMS) {
      assertThat(answer(claim))
          .as(claim)
          .startsWith("HTTP/1.1 404 ")
          .doesNotContain("equestree", "seen-by-the-profiler");
    }
  }

  private String answer(String claim) throws IOException {
    int port = application.getWebServer().getPort();
    exchange(port, "/seen-by-the-profiler", "");
    return exchange(port, "/profiles", claim);
  }

  private static String exchange(int port, String path, String headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      String request =
          "GET %s HTTP/1.1\r\nHost: localhost\r\n%sConnection: close\r\n\r\n"
              .formatted(path, headers);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
