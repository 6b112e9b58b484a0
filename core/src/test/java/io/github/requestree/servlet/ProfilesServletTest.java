package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.page.Access;
import io.github.requestree.page.PublishedProfiles;
import io.github.requestree.page.RecentProfiles;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesServletTest {

  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "fedcba9876543210fedcba9876543210";

  private final LogCapture log = new LogCapture("requestree");
  private final RecentProfiles recent = RecentProfiles.create();
  private final Access everyone = Access.when(request -> true);

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"})
  void whoHasNoAccessGetsABare404WhateverTheMethod(String method) throws Exception {
    recent.accept(profile("GET", "/orders"));
    ProfilesServlet servlet = ProfilesServlet.of(recent, Access.loopbackOnly());
    for (String path :
        new String[] {"/", "/" + ID, "/" + ID + ".txt", "/badge.js", "/brief", "/none"}) {
      Exchange exchange =
          new Exchange().method(method).peer("192.0.2.7").path(path).query("ids=" + ID);
      servlet.service(exchange.request(), exchange.response());

      assertThat(exchange.status()).isEqualTo(404);
      assertThat(exchange.sentNames()).isEmpty();
      assertThat(exchange.body()).isEmpty();
    }
  }

  @Test
  void aPredicateThatThrowsIsANoAndWarnedOfOnce() throws Exception {
    ProfilesServlet servlet =
        ProfilesServlet.of(
            recent,
            Access.when(
                request -> {
                  throw new IllegalStateException("no session");
                }));
    for (int i = 0; i < 3; i++) {
      assertThat(served(servlet, new Exchange()).status()).isEqualTo(404);
    }

    assertThat(log.messages()).hasSize(1);
    assertThat(log.messages().get(0)).contains("who may see profiles, and showed none");
  }

  @Test
  void aWrappedRequestThatThrowsIsRefusedAndWarnedOfOnce() throws Exception {
    ProfilesServlet servlet = ProfilesServlet.of(recent, Access.loopbackOnly());
    for (int i = 0; i < 3; i++) {
      Exchange exchange = new Exchange();
      HttpServletRequest recycled =
          new HttpServletRequestWrapper(exchange.request()) {
            @Override
            public ServletRequest getRequest() {
              throw new IllegalStateException("recycled");
            }
          };
      servlet.service(recycled, exchange.response());

      assertThat(exchange.status()).isEqualTo(404);
    }

    assertThat(log.messages()).hasSize(1);
  }

  @Test
  void withoutAccessItAnswersNobodyAndSaysSoAtItsStart() throws Exception {
    ProfilesServlet servlet = new ProfilesServlet();
    servlet.init(config(Map.of()));

    assertThat(served(servlet, new Exchange()).status()).isEqualTo(404);
    assertThat(log.messages()).singleElement().asString().contains("404 to everyone", "access");
  }

  @Test
  void accessFromAnInitParam() throws Exception {
    ProfilesServlet servlet = new ProfilesServlet();
    servlet.init(config(Map.of("access", " loopback ")));

    assertThat(served(servlet, new Exchange()).status()).isEqualTo(200);
    assertThat(served(servlet, new Exchange().peer("192.0.2.7")).status()).isEqualTo(404);
    assertThat(log.messages()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "all", "Loopback", "loopback,all"})
  void anotherValueStopsTheStart(String value) {
    assertThatThrownBy(() -> new ProfilesServlet().init(config(Map.of("access", value))))
        .isInstanceOf(ServletException.class)
        .hasMessage("requestree: init-param access is '" + value + "', but must be loopback");
  }

  @Test
  void otherInitParamsAndThoseBesideAGivenAccessAreWarnedOf() throws Exception {
    ProfilesServlet.of(everyone).init(config(Map.of("access", "all\n")));
    ProfilesServlet servlet = new ProfilesServlet();
    servlet.init(config(Map.of("access", "loopback", "acces\n", "x")));

    assertThat(log.messages())
        .containsExactly(
            "init-param ignored, as the servlet was created with its access: access",
            "unknown init-param 'acces\\u000A' ignored; known is access");
  }

  @Test
  void noFilterIsSaidInOneSentence() throws Exception {
    ProfilesServlet servlet = ProfilesServlet.of(everyone);
    servlet.init(config(Map.of()));
    Exchange list = served(servlet, new Exchange());

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.body())
        .contains("No profiles are kept: this application has no profiling filter whose option");
    assertThat(served(servlet, new Exchange().path("/" + ID)).status()).isEqualTo(404);
  }

  @Test
  void theListLinksToEachProfileFromWithAndWithoutASlash() throws Exception {
    recent.accept(profile("GET", "/orders/17"));
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);

    assertThat(served(servlet, new Exchange()).body())
        .contains("href=\"./profiles/" + ID + "\"")
        .contains(">/orders/17<", "<td class=\"n status\">200<", ">/orders/{id}<", "1.500 s");
    assertThat(served(servlet, new Exchange().path("/")).body()).contains("href=\"" + ID + "\"");
  }

  @Test
  void everyAnswerIsProtected() throws Exception {
    recent.accept(profile("GET", "/orders"));
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);
    for (Exchange exchange :
        new Exchange[] {
          new Exchange(),
          new Exchange().path("/" + ID),
          new Exchange().path("/" + ID + ".txt"),
          new Exchange().path("/badge.js"),
          new Exchange().path("/brief").query("ids=" + ID),
          new Exchange().path("/none"),
          new Exchange().method("POST")
        }) {
      served(servlet, exchange);

      assertThat(exchange.sent("Cache-Control")).isEqualTo("no-store");
      assertThat(exchange.sent("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(exchange.sent("X-Frame-Options")).isEqualTo("DENY");
      assertThat(exchange.sent("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(exchange.sent("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
      assertThat(exchange.sent("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
      assertThat(exchange.sent("Content-Security-Policy"))
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void aProfileAsAFileHasASafeName() throws Exception {
    recent.accept(profile("GET", "/orders\"; filename=evil.exe"));
    Exchange text =
        served(ProfilesServlet.of(recent, everyone), new Exchange().path("/" + ID + ".txt"));

    assertThat(text.sent("Content-Type")).isEqualTo("text/plain;charset=utf-8");
    assertThat(text.sent("Content-Disposition"))
        .isEqualTo("inline; filename=\"profile-" + ID + ".txt\"");
    assertThat(text.body()).startsWith("--- GET /orders");
    assertThat(text.sent("Content-Length")).isEqualTo(String.valueOf(text.body().length()));
  }

  @Test
  void headIsAnsweredWithoutABody() throws Exception {
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);
    Exchange list = served(servlet, new Exchange().method("HEAD"));

    assertThat(list.status()).isEqualTo(200);
    assertThat(list.body()).isEmpty();
    assertThat(list.sent("Content-Length")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "get"})
  void itOnlyReads(String method) throws Exception {
    Exchange exchange = served(ProfilesServlet.of(recent, everyone), new Exchange().method(method));

    assertThat(exchange.status()).isEqualTo(405);
    assertThat(exchange.sent("Allow")).isEqualTo("GET, HEAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/0123456789ABCDEF0123456789ABCDEF",
        "/" + ID + "/",
        "/" + ID + ".exe",
        "/" + ID + ".txt.txt",
        "/" + ID + ".",
        "/../" + ID,
        "//" + ID,
        "/" + ID + "\n",
        "/" + ID + "%00.txt",
        "/<script>",
        "/profiles.css",
        "/badge.js/",
        "/badge.js.map",
        "/badge",
        "/brief",
        "/brief/",
        "/brief.json"
      })
  void nothingElseIsThere(String path) throws Exception {
    recent.accept(profile("GET", "/orders"));
    Exchange exchange = served(ProfilesServlet.of(recent, everyone), new Exchange().path(path));

    assertThat(exchange.status()).isEqualTo(404);
    assertThat(exchange.body()).isEmpty();
  }

  @Test
  void anIdThatIsNotKeptAnyMoreHasAPageThatSaysSoForThoseWithAccess() throws Exception {
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);
    Exchange exchange = served(servlet, new Exchange().path("/" + "0".repeat(32)));
    Exchange stranger =
        served(
            ProfilesServlet.of(recent, Access.loopbackOnly()),
            new Exchange().path("/" + "0".repeat(32)).peer("192.0.2.7"));

    assertThat(exchange.status()).isEqualTo(404);
    assertThat(exchange.body()).contains("This profile is not kept any more", "href=\"./\"");
    assertThat(served(servlet, new Exchange().path("/" + "0".repeat(32) + ".txt")).body())
        .isEmpty();
    assertThat(stranger.status()).isEqualTo(404);
    assertThat(stranger.body()).isEmpty();
  }

  @Test
  void aPollIsAnsweredWithTheRowsThatAreNew() throws Exception {
    recent.accept(profile("GET", "/orders"));
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);

    assertThat(served(servlet, new Exchange().query("after=0")).body())
        .startsWith("<main data-last=1 ")
        .contains("/orders")
        .doesNotContain("<script");
    assertThat(served(servlet, new Exchange().query("after=1")).body()).doesNotContain("/orders");
    assertThat(served(servlet, new Exchange().query("after=1")).sent("Content-Security-Policy"))
        .contains("default-src 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "after=",
        "after=-1",
        "after=1e3",
        "after=9999999999999999999",
        "after=1&after=2",
        "x=1&after=1",
        "after=1%00",
        "after=<script>alert(1)</script>"
      })
  void anotherQueryIsNoPollAndNothingOfItIsShown(String query) throws Exception {
    recent.accept(profile("GET", "/orders"));
    String page = served(ProfilesServlet.of(recent, everyone), new Exchange().query(query)).body();

    assertThat(page)
        .isEqualTo(served(ProfilesServlet.of(recent, everyone), new Exchange()).body())
        .startsWith("<!DOCTYPE html>");
  }

  @Test
  void theBadgesScriptIsOneFunctionThatWritesNoMarkup() throws Exception {
    Exchange script =
        served(ProfilesServlet.of(recent, everyone), new Exchange().path("/badge.js"));

    assertThat(script.status()).isEqualTo(200);
    assertThat(script.sent("Content-Type")).isEqualTo("text/javascript;charset=utf-8");
    assertThat(script.body())
        .startsWith("(() => {\n\"use strict\";\n")
        .endsWith("})();\n")
        .contains("attachShadow({ mode: \"closed\" })", "new CSSStyleSheet()")
        .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(");
  }

  @Test
  void aBriefSaysOfEachIdWhatIsKept() throws Exception {
    recent.accept(
        profile("GET", "/orders").toBuilder()
            .events(
                List.of(
                    new Profile.Event("sql", "select 1", null, 60, 0, 9, 1, 1, Map.of()),
                    new Profile.Event("sql", "select 2", null, 1, 0, 9, 9, 1, Map.of()),
                    new Profile.Event("http", "GET /price", null, 7, 0, 9, 9, 1, Map.of())))
            .build());
    String other = "f".repeat(32);
    Exchange brief =
        served(
            ProfilesServlet.of(recent, everyone),
            new Exchange().path("/brief").query("ids=" + ID + "," + other));

    assertThat(brief.status()).isEqualTo(200);
    assertThat(brief.sent("Content-Type")).isEqualTo("application/json");
    assertThat(brief.body())
        .startsWith(
            "[{\"id\":\""
                + ID
                + "\",\"kept\":true,\"name\":\"GET /orders\",\"durationNanos\":1500000000,"
                + "\"stillRunning\":false,\"status\":200,\"failed\":false,\"queries\":61,"
                + "\"finding\":")
        .endsWith(",{\"id\":\"" + other + "\",\"kept\":false}]\n");
  }

  @Test
  void aBriefOfAHostileNameIsStillJson() throws Exception {
    recent.accept(profile("GET", "/\"},</script><script>\u0007\u202e"));
    String brief =
        served(
                ProfilesServlet.of(recent, everyone),
                new Exchange().path("/brief").query("ids=" + ID))
            .body();

    assertThat(brief)
        .contains("\"name\":\"GET /\\\"},")
        .doesNotContain("</script>", "<script>", "\u0007", "\u202e");
  }

  @Test
  void aBriefHasFiftyProfilesAtMost() throws Exception {
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);
    String most = "ids=" + ID + ("," + ID).repeat(49);

    assertThat(served(servlet, new Exchange().path("/brief").query(most)).status()).isEqualTo(200);
    assertThat(served(servlet, new Exchange().path("/brief").query(most + "," + ID)).status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ids=",
        "ids=" + ID + ",",
        "ids=," + ID,
        "ids=0123456789abcdef",
        "ids=0123456789ABCDEF0123456789ABCDEF",
        "ids=" + ID + ID,
        "ids=" + ID + "%2C" + ID,
        "ids=" + ID + "&ids=" + ID,
        "x=1&ids=" + ID,
        "ids=" + ID + "\n",
        "ids=../../../../etc/passwd",
        "ids=<script>alert(1)</script>"
      })
  void anotherQueryIsNoBrief(String query) throws Exception {
    recent.accept(profile("GET", "/orders"));
    Exchange exchange =
        served(ProfilesServlet.of(recent, everyone), new Exchange().path("/brief").query(query));

    assertThat(exchange.status()).isEqualTo(404);
    assertThat(exchange.body()).isEmpty();
  }

  @Test
  void aPageComparesWithAnotherProfileAndWithItself() throws Exception {
    recent.accept(profile("GET", "/orders"));
    recent.accept(profile("GET", "/orders").withId(OTHER));
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);
    Exchange page = served(servlet, new Exchange().path("/" + ID).query("compare=" + OTHER));
    Exchange text = served(servlet, new Exchange().path("/" + ID + ".txt").query("compare=" + ID));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("id=\"before\">{\"format\":\"requestree\"", "\"compared\":");
    assertThat(page.sent("Content-Security-Policy"))
        .isEqualTo(served(servlet, new Exchange().path("/" + ID)).sent("Content-Security-Policy"));
    assertThat(text.body()).startsWith("--- GET /orders --- 1.500 s, no difference\n");
    assertThat(served(servlet, new Exchange().path("/" + ID).query("x=1")).body())
        .doesNotContain("id=\"before\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare=",
        "compare=../" + ID,
        "compare=" + ID + "&x=1",
        "x=1&compare=" + ID,
        "compare=" + ID + "%00",
        "compare=0123456789ABCDEF",
        "compare=<script>alert(1)</script>",
        "compare=" + ID + ".txt"
      })
  void aComparisonWithWhatIsNoIdIsNotThere(String query) throws Exception {
    recent.accept(profile("GET", "/orders"));
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);
    for (String path : List.of("/" + ID, "/" + ID + ".txt")) {
      Exchange exchange = served(servlet, new Exchange().path(path).query(query));

      assertThat(exchange.status()).isEqualTo(404);
      assertThat(exchange.body()).isEmpty();
    }
  }

  @Test
  void aComparisonWithWhatIsNotKeptAnyMoreSaysSoAndOtherFormatsHaveNone() throws Exception {
    recent.accept(profile("GET", "/orders"));
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);
    Exchange gone = served(servlet, new Exchange().path("/" + ID).query("compare=" + OTHER));
    Exchange json = served(servlet, new Exchange().path("/" + ID + ".json").query("compare=" + ID));
    Exchange stranger =
        served(
            ProfilesServlet.of(recent, Access.loopbackOnly()),
            new Exchange().path("/" + ID).query("compare=" + ID).peer("192.0.2.7"));

    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.body()).contains("not kept any more");
    assertThat(List.of(json, stranger)).allMatch(answer -> answer.status() == 404);
    assertThat(List.of(json, stranger)).allMatch(answer -> answer.body().isEmpty());
  }

  @Test
  void whatStillRunsIsSeenAsItIsWhoeverKeepsAnOlderView() throws Exception {
    Profile running = profile("GET", "/export").toBuilder().stillRunning(true).build();
    recent.accept(running.toBuilder().notes(List.of("older")).build());
    ProfilesServlet servlet = ProfilesServlet.of(recent, everyone);
    assertThat(served(servlet, new Exchange().path("/" + ID + ".txt")).body()).contains("older");
    recent.watch(id -> id.isEmpty() || id.equals(ID) ? List.of(running) : List.of());

    assertThat(served(servlet, new Exchange().path("/" + ID + ".txt")).body())
        .startsWith("--- GET /export --- 200 still running after 1.500 s")
        .doesNotContain("older");
    assertThat(served(servlet, new Exchange().query("after=9")).body())
        .contains("<li><b>1.500 s</b> <bdi>GET /export</bdi> <a href=\"./profiles/" + ID + "\">");
  }

  @Test
  void aFilterLeavesItsProfilesWithTheApplicationAndTakesThemBack() throws Exception {
    Map<String, Object> attributes = new HashMap<>();
    PublishedProfiles first = PublishedProfiles.of(recent, Shaping.DEFAULT, EveryFormat.list(), "");
    PublishedProfiles second =
        PublishedProfiles.of(RecentProfiles.create(), Shaping.DEFAULT, List.of(), "");
    ServletContext context = context(attributes);
    first.leaveWith(context);
    assertThat(PublishedProfiles.in(context)).isSameAs(first);
    second.leaveWith(context);
    first.takeFrom(context);
    assertThat(PublishedProfiles.in(context)).isSameAs(second);
    second.takeFrom(context);

    assertThat(attributes).isEmpty();
    assertThat(PublishedProfiles.in(context)).isNull();
  }

  private static Exchange served(ProfilesServlet servlet, Exchange exchange) throws IOException {
    servlet.service(exchange.request(), exchange.response());
    return exchange;
  }

  private static Profile profile(String method, String path) {
    CallNode root =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, method + " " + path))
            .selfNanos(1_500_000_000)
            .build();
    return Profile.builder(ID, method + " " + path, Instant.EPOCH, root)
        .request(new Profile.Request(method, path, "/orders/{id}", 200, null))
        .build();
  }

  private static ServletConfig config(Map<String, String> parameters) {
    ServletContext context = context(new HashMap<>());
    return new ServletConfig() {
      @Override
      public String getServletName() {
        return "profiles";
      }

      @Override
      public ServletContext getServletContext() {
        return context;
      }

      @Override
      public String getInitParameter(String name) {
        return parameters.get(name);
      }

      @Override
      public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(parameters.keySet());
      }
    };
  }

  private static ServletContext context(Map<String, Object> attributes) {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAttribute" -> attributes.get(arguments[0]);
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  case "removeAttribute" -> attributes.remove(arguments[0]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
