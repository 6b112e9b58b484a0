package io.github.requestree.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Notes;
import io.github.requestree.sampling.SlowServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteCallTest {

  private static final String SECRET = "hunter";

  /** What could lead a parser astray; no slash, behind which a path may begin. */
  private static final String NOISE =
      ";:@?#%&=+.{}[]~-_$!'()*,\\ \"<>|^`aZ09\u00e9\u202e\u2028\n\t";

  private final Notes notes = new Notes();

  @AfterEach
  void close() {
    notes.close();
  }

  @ParameterizedTest
  @CsvSource({
    "http://shop.example,                        GET shop.example",
    "http://shop.example/,                       GET shop.example/",
    "http://shop.example:80/orders,              GET shop.example/orders",
    "https://shop.example:443/orders,            GET shop.example/orders",
    "https://shop.example:80/orders,             GET shop.example:80/orders",
    "http://shop.example:8080/orders/17/lines,   GET shop.example:8080/orders/…",
    "http://shop.example//orders/,               GET shop.example/orders",
    "http://[::1]:8080/orders,                   GET [::1]:8080/orders",
    "http://a:b@shop.example/orders?c=d#e,       GET shop.example/orders",
    "http://shop.example/orders;jsessionid=1/17, GET shop.example/orders/…",
    "http://my_host/orders,                      GET my_host/orders",
    "http://my_host:80/orders,                   GET my_host/orders",
    "https://a:b@my_host.shop_1:8443/orders,     GET my_host.shop_1:8443/orders",
    "http://a:b@c@my_host:/orders,               GET my_host/orders",
    "http://-host/orders,                        GET -host/orders",
    "http://a_b.1/orders,                        GET a_b.1/orders",
    "http://bücher.example/orders,               GET b?cher.example/orders",
    "http://my_host:password/orders,             GET ?/orders",
    "http://a:b@/orders,                         GET ?/orders",
    "mailto:a@shop.example,                      GET ?"
  })
  void aCallIsToldByMethodHostAndTheFirstSegmentOfItsPath(String uri, String expected) {
    assertThat(RemoteCall.text("GET", URI.create(uri), null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "orders,                               orders",
    "v2,                                   v2",
    "order-service-v2,                     order-service-v2",
    "reports-2024,                         reports-2024",
    "index.html,                           index.html",
    "bücher,                               bücher",
    "17,                                   {id}",
    "550e8400-e29b-41d4-a716-446655440000, {id}",
    "abcdefab-abcd-abcd-abcd-abcdefabcdef, {id}",
    "9f86d081884c7d65,                     {id}",
    "bot110201543:AAHdqTcvCH1vGWJxfSeofS,  {id}",
    "AKIAIOSFODNN7EXAMPLE,                 {id}",
    "kT7mQpZxW2vLrB9sYcNd,                 {id}",
    "a%20b,                                {id}",
    "..,                                   {id}"
  })
  void whatDoesNotReadLikeANameIsFolded(String segment, String expected) {
    assertThat(RemoteCall.text("GET", URI.create("http://a/" + segment), null))
        .isEqualTo("GET a/" + expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/orders/{id},                           /orders/{id}",
    "orders/{id}/lines/{line-no}.json,       /orders/{id}/lines/{line-no}.json",
    "/orders/{id}?token=hunter,              /orders/{id}",
    "/orders/17/lines,                       /orders/{id}/lines",
    "http://a:hunter@b:80/orders/{id}#c,     /orders/{id}",
    "//a:hunter@b/orders,                    /orders",
    "http://shop.example,                    /",
    "{base}/orders,                          /{base}/orders",
    "/orders/{id;jsessionid=hunter,          /orders/{id}",
    "/orders/{a}:hunter,                     /orders/{id}"
  })
  void aTemplateIsTakenWholeAndFoldedToo(String template, String expected) {
    assertThat(RemoteCall.text("GET", URI.create("http://a/b"), template))
        .isEqualTo("GET a" + expected);
  }

  @Test
  void aLongTemplateIsCut() {
    String text = RemoteCall.text("GET", URI.create("http://a/"), "/orders".repeat(1_000));

    assertThat(text).startsWith("GET a/orders/orders").endsWith("/…").hasSizeLessThan(210);
  }

  @Test
  void nothingButTheHostAndNamesOfAnyAddressIsTold() {
    Random random = new Random(17);
    int valid = 0;
    for (int i = 0; i < 200_000; i++) {
      String noise = noise(random) + SECRET + noise(random);
      String address =
          switch (random.nextInt(7)) {
            case 0 -> "http://" + noise.replaceAll("[?#]", "") + "@host/orders";
            case 1 -> "http://a:" + noise.replaceAll("[?#]", "") + "@host/orders";
            case 2 -> "http://host/orders?" + noise + "/" + noise;
            case 3 -> "http://host/orders#" + noise + "/" + noise;
            case 4 -> "http://host/orders;" + noise;
            case 5 -> "http://a:" + noise.replaceAll("[?#]", "") + "@my_host/orders";
            default -> "http://host/orders;/;" + noise;
          };
      assertTellsNothing(RemoteCall.text("GET", null, address));
      try {
        assertTellsNothing(RemoteCall.text("GET", new URI(address + "/" + noise), null));
        valid++;
      } catch (URISyntaxException e) {
        // No client would take it.
      }
    }
    assertThat(valid).isGreaterThan(10_000);
  }

  private static void assertTellsNothing(String text) {
    assertThat(text).doesNotContain(SECRET).doesNotContainPattern("[\\p{Cntrl}\\p{Cf}\\p{Zl}]");
    assertThat(text.length()).isLessThan(350);
  }

  private static String noise(Random random) {
    StringBuilder noise = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      noise.append(NOISE.charAt(random.nextInt(NOISE.length())));
    }
    return noise.toString();
  }

  @Test
  void whateverTheMethodItIsOneShortWord() {
    assertThat(RemoteCall.text("GET /\r\nX: " + "y".repeat(1_000), null, null))
        .isEqualTo("GET?/??X:?yyyyyyyyyy ?");
  }

  @Test
  void anAnswerIsNotedWithItsStatus() throws Exception {
    Profile.Event event = notes.onlyOneOf(() -> call().answered(204));

    assertThat(event.kind()).isEqualTo("http");
    assertThat(event.text()).isEqualTo("PUT shop.example/orders/{id}");
    assertThat(event.attributes()).containsExactly(Map.entry("status", "204"));
    assertThat(event.failures()).isZero();
  }

  @Test
  void anErrorOfTheServerIsAFailureAndOneOfTheClientIsNot() throws Exception {
    List<Profile.Event> events =
        notes.of(
            () -> {
              RemoteCall.start("GET", URI.create("http://a/b")).answered(404);
              RemoteCall.start("GET", URI.create("http://a/c")).answered(503);
            });

    assertThat(events)
        .extracting(Profile.Event::text, Profile.Event::failures)
        .containsExactlyInAnyOrder(tuple("GET a/b", 0L), tuple("GET a/c", 1L));
  }

  @Test
  void whatWasThrownIsNotedByItsClassAndNeverItsMessage() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () -> call().failed(new CompletionException(new IOException("to " + SECRET))));

    assertThat(event.attributes()).containsExactly(Map.entry("error", "IOException"));
    assertThat(event.failures()).isEqualTo(1);
  }

  @Test
  void onlyTheFirstEndCounts() throws Exception {
    Profile.Event event =
        notes.onlyOneOf(
            () -> {
              RemoteCall call = call();
              call.answered(200);
              call.failed(new IOException());
            });

    assertThat(event.count()).isEqualTo(1);
    assertThat(event.attributes()).containsExactly(Map.entry("status", "200"));
  }

  /** As the guide says. */
  @Test
  void anInterceptorOfAnyClientCanNoteItsCalls() throws Exception {
    OkHttpClient client =
        new OkHttpClient.Builder().addInterceptor(RemoteCallTest::intercept).build();
    try (SlowServer server = new SlowServer()) {
      Request request = new Request.Builder().url(server.uri("/ok/17?a=b").toURL()).build();
      Profile.Event event = notes.onlyOneOf(() -> client.newCall(request).execute().close());

      assertThat(event.text()).isEqualTo("GET " + server.host() + "/ok/…");
      assertThat(event.attributes()).containsExactly(Map.entry("status", "200"));
    }
  }

  private static Response intercept(Interceptor.Chain chain) throws IOException {
    Request request = chain.request();
    RemoteCall call = RemoteCall.start(request.method(), request.url().uri());
    try {
      Response response = chain.proceed(request);
      call.answered(response.code());
      return response;
    } catch (IOException e) {
      call.failed(e);
      throw e;
    }
  }

  private static RemoteCall call() {
    return RemoteCall.start("PUT", URI.create("http://shop.example/orders/17"), "/orders/{id}");
  }
}
