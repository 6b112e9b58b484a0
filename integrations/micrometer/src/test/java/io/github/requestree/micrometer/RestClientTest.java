package io.github.requestree.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Notes;
import io.github.requestree.sampling.SlowServer;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** Spring's client observes itself; there is nothing to do but to register the handler. */
class RestClientTest {

  private final SlowServer server = new SlowServer();
  private final Notes notes = new Notes();
  private final RestClient client;

  RestClientTest() throws IOException {
    ObservationRegistry registry = ObservationRegistry.create();
    registry.observationConfig().observationHandler(new ProfileObservationHandler());
    client =
        RestClient.builder()
            .requestFactory(new JdkClientHttpRequestFactory())
            .observationRegistry(registry)
            .build();
  }

  /** Stands for the application. */
  private static final class Shop {

    static String gets(RestClient client, String template, Object... variables) {
      return client.get().uri(template, variables).retrieve().body(String.class);
    }
  }

  @AfterEach
  void close() {
    notes.close();
    server.close();
  }

  @Test
  void aCallIsNotedWithItsTemplateAndCaller() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () ->
                assertThat(
                        Shop.gets(
                            client, "http://" + server.host() + "/ok/{id}/lines?a={a}", 17, "x"))
                    .isEqualTo("body"));

    assertThat(event.kind()).isEqualTo("http");
    assertThat(event.text()).isEqualTo("GET " + server.host() + "/ok/{id}/lines");
    assertThat(event.attributes()).containsExactly(Map.entry("status", "200"));
    assertThat(event.place().getMethodName()).isEqualTo("gets");
  }

  @Test
  void aCallWithoutATemplateIsToldByTheFirstSegment() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () -> client.get().uri(server.uri("/ok/17?a=b")).retrieve().toBodilessEntity());

    assertThat(event.text()).isEqualTo("GET " + server.host() + "/ok/…");
  }

  @Test
  void failuresAreNoted() throws Exception {
    Profile.Event answered =
        notes.onlyOneOf(
            () ->
                assertThatThrownBy(() -> Shop.gets(client, "http://" + server.host() + "/fail"))
                    .isInstanceOf(HttpServerErrorException.class));
    assertThat(answered.attributes()).containsEntry("status", "500").containsKey("error");
    assertThat(answered.failures()).isEqualTo(1);

    int nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = socket.getLocalPort();
    }
    Profile.Event refused =
        notes.onlyOneOf(
            () ->
                assertThatThrownBy(() -> Shop.gets(client, "http://localhost:" + nobody + "/a"))
                    .isInstanceOf(ResourceAccessException.class));
    assertThat(refused.text()).isEqualTo("GET localhost:" + nobody + "/a");
    assertThat(refused.attributes()).containsOnlyKeys("error");
  }
}
