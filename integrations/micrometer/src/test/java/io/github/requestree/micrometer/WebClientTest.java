package io.github.requestree.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Notes;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Spring's reactive client tells of the end of a call after its caller has read the answer. */
class WebClientTest {

  private final Notes notes = new Notes();
  private final CountDownLatch profileEnded = new CountDownLatch(1);
  private final CountDownLatch callStopped = new CountDownLatch(1);
  private final WebClient client;

  WebClientTest() {
    ObservationRegistry registry = ObservationRegistry.create();
    registry
        .observationConfig()
        .observationHandler(new ProfileObservationHandler())
        .observationHandler(new LateStop());
    client =
        WebClient.builder()
            .observationRegistry(registry)
            .exchangeFunction(request -> onAnotherThread(answer()))
            .build();
  }

  /** Handlers hear of the end in reverse order: the other one hears of it after the profile's. */
  private final class LateStop implements ObservationHandler<Observation.Context> {

    @Override
    public boolean supportsContext(Observation.Context context) {
      return true;
    }

    @Override
    public void onStop(Observation.Context context) {
      try {
        profileEnded.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      callStopped.countDown();
    }
  }

  /** Stands for the application. */
  private static final class Shop {

    static String gets(WebClient client) {
      return client
          .get()
          .uri("http://shop.example/orders/{id}", 17)
          .retrieve()
          .bodyToMono(String.class)
          .block();
    }
  }

  @AfterEach
  void close() {
    notes.close();
  }

  @Test
  void aCallThatIsAnsweredButHasNotStoppedIsNotedLikeAnyOther() throws Exception {
    Profile.Event event = notes.onlyOneOf(() -> assertThat(Shop.gets(client)).isEqualTo("body"));
    profileEnded.countDown();
    callStopped.await();

    assertThat(event.kind()).isEqualTo("http");
    assertThat(event.text()).isEqualTo("GET shop.example/orders/{id}");
    assertThat(event.attributes()).containsExactly(Map.entry("status", "200"));
    assertThat(event.place().getMethodName()).isEqualTo("gets");
    assertThat(event.count()).isEqualTo(1);
  }

  private static ClientResponse answer() {
    DataBuffer body =
        DefaultDataBufferFactory.sharedInstance.wrap("body".getBytes(StandardCharsets.UTF_8));
    return ClientResponse.create(HttpStatus.OK)
        .header("Content-Type", "text/plain")
        .body(onAnotherThread(body).flux())
        .build();
  }

  private static <T> Mono<T> onAnotherThread(T value) {
    return Mono.create(sink -> new Thread(() -> sink.success(value)).start());
  }
}
