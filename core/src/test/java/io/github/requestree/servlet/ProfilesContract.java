package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import io.github.requestree.page.Access;
import io.github.requestree.page.RecentProfiles;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.Profiler;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees the page of profiles, and what is on it. */
public abstract class ProfilesContract extends ContainerContract {

  private static final String SECRET = "/orders/secret-path";
  private static final Pattern PAGE =
      Pattern.compile("\n {2}at .* {3}page /app/debug/profiles/([0-9a-f]{32})\n$");

  @Test
  void withoutAPredicateEveryoneGetsTheAnswerOfAPathThatIsNotThere() throws Exception {
    expectWarnings();
    TestContainer container = start(application(new ProfilesServlet()));
    Profile profile = profiled(container);

    for (String path :
        List.of(
            "",
            "/",
            "/" + profile.id(),
            "/" + profile.id() + ".txt",
            "/badge.js",
            "/brief?ids=" + profile.id(),
            "/x")) {
      assertIsNotThere(container, RawHttp.LOCALHOST, path);
    }
    assertThat(warnings.messages()).singleElement().asString().contains("404 to everyone");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: evil.example",
        "Host: localhost.evil.example:8080",
        RawHttp.LOCALHOST + "X-Forwarded-For: 127.0.0.1\r\n",
        RawHttp.LOCALHOST + "Forwarded: for=127.0.0.1\r\n",
        RawHttp.LOCALHOST + "Via: 1.1 proxy\r\n",
        RawHttp.LOCALHOST + "X-Real-IP: 127.0.0.1\r\n",
        RawHttp.LOCALHOST + "Sec-Fetch-Site: cross-site\r\n",
        RawHttp.LOCALHOST + "Sec-Fetch-Site: same-site\r\n",
        RawHttp.LOCALHOST + "Origin: https://evil.example\r\n"
      })
  void withLoopbackOnlyAStrangerLearnsNothing(String headers) throws Exception {
    TestContainer container = start(application(ProfilesServlet.of(Access.loopbackOnly())));
    Profile profile = profiled(container);
    String lines = headers.endsWith("\n") ? headers : headers + "\r\n";

    for (String path :
        List.of(
            "",
            "?after=0",
            "/" + profile.id(),
            "/" + profile.id() + ".txt",
            "/" + profile.id() + "?compare=" + profile.id(),
            "/" + "0".repeat(32),
            "/badge.js",
            "/brief?ids=" + profile.id(),
            "/brief",
            "/x")) {
      assertIsNotThere(container, lines, path);
    }
  }

  @Test
  void aRequestLineThatNamesAnotherHostIsRefused() throws Exception {
    TestContainer container = start(application(ProfilesServlet.of(Access.loopbackOnly())));
    profiled(container);
    String answer =
        RawHttp.exchangeWith(
            container.port(), "GET http://evil.example/app/profiles HTTP/1.1", RawHttp.LOCALHOST);

    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("secret-path");
  }

  @Test
  void withLoopbackOnlyThisMachineSeesTheListAndEachProfile() throws Exception {
    TestContainer container = start(application(ProfilesServlet.of(Access.loopbackOnly())));
    Profile profile = profiled(container);
    // Who keeps it for the page has a thread of its own.
    Await.until("the profile", () -> body(container, "/profiles").contains(profile.id()));
    HttpResponse<String> list = get(container, "/profiles");
    HttpResponse<String> text = get(container, "/profiles/" + profile.id() + ".txt");

    assertThat(list.statusCode()).isEqualTo(200);
    assertThat(list.body()).contains(SECRET, "href=\"./profiles/" + profile.id() + "\"");
    assertThat(header(list, "Cache-Control")).isEqualTo("no-store");
    assertThat(header(list, "Content-Security-Policy")).contains("frame-ancestors 'none'");
    assertThat(get(container, "/profiles/" + profile.id()).statusCode()).isEqualTo(200);
    assertThat(text.body()).startsWith("--- GET /app" + SECRET + " --- 200 in ");
    assertThat(header(text, "Content-Type").toLowerCase(Locale.ROOT).replace(" ", ""))
        .isEqualTo("text/plain;charset=utf-8");
    assertThat(send(container, post(), "/profiles").statusCode()).isEqualTo(405);
    assertThat(get(container, "/profiles/" + "0".repeat(32)).statusCode()).isEqualTo(404);
  }

  @Test
  void aProfileLinksToThoseBeforeAndAfterItAndToItsRoute() throws Exception {
    RecentProfiles recent = RecentProfiles.builder().groupEvery(Duration.ofSeconds(1)).build();
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(options().addSink(recent)))
                .servlet("/", (request, response) -> Workload.pause(5))
                .servlet("/profiles/*", ProfilesServlet.of(recent, Access.loopbackOnly())));
    for (int i = 1; i <= 3; i++) {
      get(container, "/orders/" + i);
      int kept = i;
      Await.until("the profile", () -> recent.recent().size() == kept);
    }
    Await.until("the route", () -> !recent.routes().isEmpty());
    List<Profile> newestFirst = recent.recent();

    assertThat(body(container, "/profiles/" + newestFirst.get(1).id()))
        .contains(
            "\"around\":[{\"name\":\"Its route\",\"href\":\"./"
                + recent.routes().get(0).id()
                + "\"},{\"name\":\"Before\",\"href\":\"./"
                + newestFirst.get(2).id()
                + "\"},{\"name\":\"After\",\"href\":\"./"
                + newestFirst.get(0).id()
                + "\"}]");
    // The newest may have one after it: the page's own first request may be profiled.
    assertThat(body(container, "/profiles/" + newestFirst.get(2).id()))
        .doesNotContain("\"name\":\"Before\"");
  }

  @Test
  void twoProfilesAreComparedOnAPageAndAsText() throws Exception {
    TestContainer container = start(application(ProfilesServlet.of(Access.loopbackOnly())));
    Profile before = profiled(container);
    get(container, SECRET);
    Await.until("both", () -> reports.all().stream().filter(this::isOfOrders).count() == 2);
    Profile after =
        reports.all().stream().filter(one -> !one.id().equals(before.id())).findAny().orElseThrow();
    Await.until("the list", () -> body(container, "/profiles").contains(after.id()));
    String page = "/profiles/" + after.id();
    String compare = "?compare=" + before.id();

    assertThat(body(container, page + compare)).contains("\"compared\":{", before.id(), after.id());
    assertThat(body(container, page + ".txt" + compare))
        .startsWith("--- GET /app" + SECRET + " --- ")
        .contains("\n  before   ", "\n  after    ");
    assertThat(body(container, page + ".txt?compare=" + after.id())).contains(", no difference\n");
    assertThat(get(container, page + "?compare=x").statusCode()).isEqualTo(404);
    assertThat(get(container, page + "?compare=" + "0".repeat(32)).body())
        .contains("not kept any more");
  }

  @Test
  void aRequestThatRunsIsInTheListAndSeenAsItIs() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    TestContainer container =
        start(
            application(ProfilesServlet.of(Access.loopbackOnly()))
                .servlet("/slow", (request, response) -> awaitUninterruptibly(end))
                .servlet(
                    "/suspended",
                    (request, response) -> {
                      AsyncContext async = request.startAsync();
                      async.setTimeout(0);
                      other.execute(
                          () -> {
                            awaitUninterruptibly(end);
                            async.complete();
                          });
                    }));
    CompletableFuture<HttpResponse<String>> slow =
        sendLater(container, HttpRequest.newBuilder().GET(), "/slow");
    CompletableFuture<HttpResponse<String>> suspended =
        sendLater(container, HttpRequest.newBuilder().GET(), "/suspended");
    try {
      for (String path : List.of("/app/slow", "/app/suspended")) {
        Await.until("it runs", () -> running(container, path) != null);
        String page = "/profiles/" + running(container, path) + ".txt";
        Await.until(
            "it is seen",
            () ->
                body(container, page)
                    .startsWith("--- GET " + path + " --- ? still running after "));
      }
    } finally {
      end.countDown();
    }
    assertThat(slow.get().statusCode()).isEqualTo(200);
    assertThat(suspended.get().statusCode()).isEqualTo(200);
    for (String path : List.of("/app/slow", "/app/suspended")) {
      Await.until(
          "its end", () -> body(container, "/profiles").contains("<bdi>" + path + "</bdi></a>"));
    }
    assertThat(running(container, "/app/slow")).isNull();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The id of a request that the list says is running; null if it is not there. */
  private @Nullable String running(TestContainer container, String path) {
    Matcher found =
        Pattern.compile("<bdi>GET " + path + "</bdi> <a href=\"./profiles/([0-9a-f]{32})\">")
            .matcher(body(container, "/profiles"));
    return found.find() ? found.group(1) : null;
  }

  @Test
  void whatTheApplicationSaysOfARequestIsInItsReportsAndInTheList() throws Exception {
    String hostile = "<b>\"acme\" \u2028\u202e";
    TestContainer container =
        start(
            application(ProfilesServlet.of(Access.loopbackOnly()))
                .servlet(
                    "/tagged",
                    (request, response) -> {
                      Profiler.current().tag("tenant", "acme");
                      Profiler.current().tag("evil", hostile);
                      Workload.pause(20);
                    }));
    get(container, "/tagged");
    Profile profile = reports.only();
    Await.until("the list", () -> body(container, "/profiles").contains(profile.id()));

    assertThat(profile.tags()).containsEntry("tenant", "acme").containsEntry("evil", hostile);
    Await.until("the report in the log", () -> !log.messages().isEmpty());
    assertThat(log.messages().get(0)).contains("   tenant=acme   evil=<b>\"acme\"\\u0020");
    assertThat(body(container, "/profiles"))
        .contains("<bdi>tenant=acme</bdi>", "<bdi>evil=&lt;b&gt;&quot;acme&quot; \\u2028\\u202E");
    assertThat(body(container, "/profiles/" + profile.id()))
        .contains("\"tags\":{\"tenant\":\"acme\",\"evil\":\"\\u003cb");
  }

  @Test
  void fromAWebXml() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .servlet(SECRET, (request, response) -> Workload.pause(20))
                .webXml(Map.of("recentProfiles", "10", "maxOverhead", "100%"))
                .profilesPage("/debug/profiles/*", Map.of("access", "loopback")));
    get(container, SECRET);

    Await.until(
        "the profile in the list", () -> body(container, "/debug/profiles").contains(SECRET));
    assertThat(body(container, "/debug/profiles/")).contains("1 recent, 1 slowest");
    // The page itself is not profiled.
    assertThat(statistics(lastFilter()).started()).isEqualTo(1);
  }

  @Test
  void theLogSaysWhereThePageOfAProfileIs() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .servlet(SECRET, (request, response) -> Workload.pause(20))
                .webXml(Map.of("recentProfiles", "10", "maxOverhead", "100%"))
                .profilesPage("/debug/profiles/*", Map.of("access", "loopback")));
    get(container, SECRET);

    Await.until("the report", () -> !log.messages().isEmpty());
    Matcher page = PAGE.matcher(log.messages().get(0));
    assertThat(page.find()).as(log.messages().get(0)).isTrue();
    Await.until("the page", () -> body(container, "/debug/profiles").contains(page.group(1)));
    assertThat(body(container, "/debug/profiles/" + page.group(1))).contains(SECRET);
  }

  @Test
  void profilesThatNobodyKeepsAreSaidInOneSentence() throws Exception {
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling())
                .servlet("/profiles/*", ProfilesServlet.of(Access.loopbackOnly())));

    assertThat(get(container, "/profiles").body()).contains("No profiles are kept: ");
  }

  @Test
  void routesAreThereAlthoughTheLogHasSingleReports() throws Exception {
    RecentProfiles recent = RecentProfiles.builder().groupEvery(Duration.ofSeconds(1)).build();
    TestContainer container =
        start(
            new TestApplication()
                .filter(profiling(options().addSink(recent)))
                .servlet("/", (request, response) -> Workload.pause(5))
                .servlet("/profiles/*", ProfilesServlet.of(recent, Access.loopbackOnly())));
    get(container, "/orders/17");
    get(container, "/orders/18");
    reports.await(2);
    Await.until("the route", () -> !recent.routes().isEmpty());
    Profile route = recent.routes().get(0);

    assertThat(body(container, "/profiles")).contains("/orders/{id}", route.id());
    assertThat(body(container, "/profiles/" + route.id() + ".txt"))
        .startsWith("--- GET /orders/{id} --- ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//profiles",
        "/%70rofiles",
        "/x/../profiles",
        "/./profiles",
        "/profiles;a=b",
        "/x/%2e%2e/profiles",
        "/profiles//x"
      })
  void thePageIsNotProfiledInAnySpellingOfItsPath(String path) throws Exception {
    TestContainer container = start(application(ProfilesServlet.of(Access.loopbackOnly())));
    // From its first request on at the latest, the page itself is not profiled.
    get(container, "/profiles");
    get(container, SECRET);
    Await.until("the first", () -> reports.all().stream().filter(this::isOfOrders).count() == 1);
    int before = reports.all().size();

    String answer = answer(container, "GET", path, RawHttp.LOCALHOST);
    get(container, SECRET);

    // Where the container refuses the spelling, the filter is not asked.
    assertThat(answer).matches("(?s)HTTP/1.1 (200|400|404) .*");
    Await.until("the next", () -> reports.all().stream().filter(this::isOfOrders).count() == 2);
    boolean served =
        servesSpellingsAsOtherPaths()
            && !path.startsWith("/profiles")
            && answer.startsWith("HTTP/1.1 404 ");
    assertThat(reports.all()).as(answer).hasSize(before + (served ? 2 : 1));
  }

  /** Whether another spelling of a path is another path here, which the filter is asked for. */
  protected boolean servesSpellingsAsOtherPaths() {
    return false;
  }

  @Test
  void manyReadWhileRequestsAreProfiled() throws Exception {
    TestContainer container = start(application(ProfilesServlet.of(Access.loopbackOnly())));
    // From its first request on at the latest, the page itself is not profiled.
    get(container, "/profiles");
    List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      answers.add(
          sendLater(container, HttpRequest.newBuilder().GET(), i % 2 == 0 ? SECRET : "/profiles"));
    }
    for (CompletableFuture<HttpResponse<String>> answer : answers) {
      assertThat(answer.get().statusCode()).isEqualTo(200);
    }

    Await.until("all of them", () -> reports.all().stream().filter(this::isOfOrders).count() == 30);
    assertThat(reports.all().size()).isBetween(30, 31);
    Await.until("ten profiles", () -> body(container, "/profiles").contains("10 recent"));
  }

  private boolean isOfOrders(Profile profile) {
    return profile.name().endsWith(SECRET);
  }

  private TestApplication application(HttpServlet page) {
    return new TestApplication()
        .filter(profiling(options().recentProfiles(10)))
        .servlet(SECRET, (request, response) -> Workload.pause(5))
        .servlet("/profiles/*", page);
  }

  private Profile profiled(TestContainer container) throws Exception {
    get(container, SECRET);
    return reports.only();
  }

  /** Asserts that the answer is that of an unknown path, but for the path in it. */
  private static void assertIsNotThere(TestContainer container, String headers, String path)
      throws IOException {
    for (String method : List.of("GET", "HEAD")) {
      assertThat(answer(container, method, "/profiles" + path, headers))
          .isEqualTo(answer(container, method, "/prnothng" + path, headers))
          .startsWith("HTTP/1.1 404 ");
    }
    for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
      assertThat(answer(container, method, "/profiles" + path, headers))
          .startsWith("HTTP/1.1 404 ")
          .doesNotContain("Allow", "requestree", "Requestree", "secret-path");
    }
    // Tomcat refuses this one itself.
    assertThat(answer(container, "TRACE", "/profiles" + path, headers))
        .matches("(?s)HTTP/1.1 40[45] .*")
        .doesNotContain("equestree", "secret-path");
  }

  private static String answer(TestContainer container, String method, String path, String headers)
      throws IOException {
    return RawHttp.exchangeWith(
            container.port(),
            method + " " + TestApplication.CONTEXT_PATH + path + " HTTP/1.1",
            headers)
        .replaceFirst("\r\nDate: [^\r]*", "")
        .replace("prnothng", "profiles");
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }
}
