package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupLibraryFramesTest {

  @Test
  void libraryFramesBetweenEntryAndExitAreOneLine() {
    CallNode tree =
        jetty("a", 0, jetty("b", 1, slf4j("c", 2, jetty("d", 0, jetty("exit", 0, app(30))))));

    assertThat(group(tree))
        .isEqualTo(
            """
            33 GET /
              33 Server.a
                33 [3 frames hidden]  jetty, slf4j
                  30 Server.exit
                    30 App.run
            """);
  }

  @Test
  void aLoneLibraryFrameIsShown() {
    CallNode tree = app(1, jetty("a", 1), jetty("b", 2, app(3)));

    assertThat(group(tree)).isEqualTo(Outline.of(root("GET /", tree).build()));
  }

  @Test
  void oneFrameThatCouldBeHiddenIsShown() {
    CallNode tree = app(1, jetty("a", 1, jetty("b", 2, jetty("exit", 1, app(30)))));

    assertThat(group(tree)).isEqualTo(Outline.of(root("GET /", tree).build()));
  }

  @Test
  void aSlowFrameStaysVisible() {
    CallNode poll =
        method("org.eclipse.jetty.server.Server", "poll", 1, 30)
            .evidence(CallNode.Evidence.of(5, 0))
            .build();
    CallNode tree = app(50, jetty("a", 1, jetty("b", 2, jetty("c", 2, poll))));

    assertThat(group(tree))
        .isEqualTo(
            """
            85 GET /
              85 App.run
                35 Server.a
                  34 [2 frames hidden]  jetty
                    30 Server.poll
            """);
  }

  @Test
  void whatFourStacksHaveFoundByChanceIsNotNamed() {
    CallNode get =
        method("java.util.HashMap", "get", 1, 30).evidence(CallNode.Evidence.of(4, 0)).build();
    CallNode tree = app(50, jetty("a", 1, jetty("b", 2, jetty("c", 2, get))));

    assertThat(group(tree))
        .isEqualTo(
            """
            85 GET /
              85 App.run
                35 Server.a
                  34 [3 frames hidden]  jetty, java
            """);
  }

  @Test
  void whatOneStackHasFoundByChanceIsNotNamedEvenWhereNothingElseIsHidden() {
    CallNode get =
        method("java.util.HashMap", "get", 1, 30).evidence(CallNode.Evidence.of(1, 0)).build();

    assertThat(group(app(50, jetty("a", 1, get))))
        .isEqualTo(
            """
            81 GET /
              81 App.run
                31 Server.a
                  30 [1 frame hidden]  java
            """);
  }

  @Test
  void aProvenWaitIsNamedHoweverFewStacksItTook() {
    CallNode park =
        method("jdk.internal.misc.Unsafe", "park", 1, 30)
            .evidence(CallNode.Evidence.of(1, 28_000_000))
            .build();
    CallNode tree = app(50, jetty("a", 1, jetty("b", 2, jetty("c", 2, park))));

    assertThat(group(tree)).contains("30 Unsafe.park");
  }

  @Test
  void theFrameWhereAnotherPartBeginsStaysVisible() {
    CallNode write =
        library("com.fasterxml.jackson.databind.ObjectWriter", "write", 0, json(json(json(9))));
    CallNode render =
        library(
            "org.thymeleaf.TemplateEngine",
            "process",
            0,
            thyme(thyme(spring("eval", 1, thyme(9)))));
    CallNode tree =
        app(1, spring("a", 0, spring("b", 0, spring("c", 0, write, render, spring("d", 1)))));

    assertThat(group(tree))
        .isEqualTo(
            """
            21 GET /
              21 App.run
                20 Dispatcher.a
                  20 [3 frames hidden]  spring
                    9 ObjectWriter.write
                      9 [3 frames hidden]  jackson
                    10 TemplateEngine.process
                      10 [4 frames hidden]  thymeleaf, spring
            """);
  }

  @Test
  void eachPartOfARequestIsSeenToBegin() {
    for (String part :
        List.of(
            "freemarker.template.Template",
            "org.apache.jasper.runtime.HttpJspBase",
            "org.hibernate.internal.SessionImpl",
            "org.springframework.data.jpa.repository.support.SimpleJpaRepository",
            "org.jooq.impl.AbstractQuery",
            "com.google.gson.Gson",
            "org.hibernate.validator.internal.engine.ValidatorImpl",
            "org.springframework.cache.interceptor.CacheInterceptor",
            "com.github.benmanes.caffeine.cache.LocalCache",
            "org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder")) {
      CallNode tree =
          app(1, spring("a", 0, spring("b", 0, spring("c", 0, library(part, "go", 9)))));

      assertThat(group(tree)).as(part).contains(part.replaceAll(".*\\.", "9 ") + ".go");
    }
  }

  @Test
  void theFiltersOfSecurityAreNoPartOfTheirOwn() {
    CallNode filter = library("org.springframework.security.web.FilterChainProxy", "attempt", 9);

    assertThat(group(app(1, spring("a", 0, spring("b", 0, filter)))))
        .contains("[2 frames hidden]  spring");
  }

  @Test
  void aFrameOfAFilterChainThatTookTimeIsHiddenEvenAlone() {
    CallNode chain =
        library("org.apache.catalina.core.ApplicationFilterChain", "doFilter", 8, spring("a", 50));

    assertThat(group(chain))
        .isEqualTo(
            """
            58 GET /
              58 [1 frame hidden]  tomcat
                50 Dispatcher.a
            """);
  }

  @Test
  void whatIsHiddenBelowAVisibleFrameIsNotCountedAsItsOwnTime() {
    CallNode below = jetty("d", 5, jetty("e", 5));
    CallNode tree =
        app(50, jetty("a", 1, jetty("b", 2, jetty("c", 2, jetty("exit", 0, app(9), below)))));

    assertThat(group(tree))
        .isEqualTo(
            """
            74 GET /
              74 App.run
                24 Server.a
                  23 [2 frames hidden]  jetty
                    19 Server.exit
                      9 App.run
                      10 [2 frames hidden]  jetty
            """);
  }

  @Test
  void aFrameThatHandsOffALaneStaysVisible() {
    CallNode submit =
        method("java.util.concurrent.Executor", "execute", 1, 0)
            .addLane(lane("pool-1", app(40)).build())
            .build();
    CallNode tree = app(50, jetty("a", 1, jetty("b", 2, jetty("c", 2, submit))));

    assertThat(group(tree))
        .isEqualTo(
            """
            55 GET /
              55 App.run
                5 Server.a
                  4 [2 frames hidden]  jetty
                    0 Executor.execute
                      > 40 pool-1
                        40 App.run
            """);
  }

  @Test
  void libraryFramesOfALaneAreHiddenToo() {
    CallNode lane = lane("pool-1", jetty("a", 1, jetty("b", 1, jetty("c", 1)))).build();
    CallNode tree = method("com.acme.App", "run", 1, 50).addLane(lane).build();

    assertThat(group(tree))
        .isEqualTo(
            """
            50 GET /
              50 App.run
                > 3 pool-1
                  3 Server.a
                    2 [2 frames hidden]  jetty
            """);
  }

  @Test
  void whatWasNotSampledInsideALibraryLeadsOutOfNothing() {
    CallNode tree =
        app(50, jetty("a", 0, jetty("b", 1, notSampled(2)), jetty("c", 1, notSampled(3))));

    assertThat(group(tree))
        .isEqualTo(
            """
            57 GET /
              57 App.run
                7 Server.a
                  7 [2 frames hidden]  jetty
                    5 [not sampled]
            """);
  }

  @Test
  void theHolderOfALockIsStillNamedWhereTheLockIsHidden() {
    CallNode park = method("java.misc.Unsafe", "park", 0, 2).detail("held by worker-1").build();
    CallNode tree = app(50, jetty("a", 0, jetty("b", 1, park)));

    assertThat(group(tree)).contains("[2 frames hidden]  jetty, java  held by worker-1");
  }

  @Test
  void manyNamesOfLibrariesAreCut() {
    CallNode tree = jetty("z", 1);
    for (String library :
        List.of("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "iota")) {
      tree = method("org." + library + ".impl.Thing", "call", 1, 1, tree).build();
    }
    Shaping shaping = Shaping.builder().hide(List.of("org.*")).build();

    String outline = Outline.of(shaping.apply(root("GET /", app(90, tree)).build(), 1));

    assertThat(outline).contains("[8 frames hidden]  eta, zeta, epsilon, delta, gamma, bet...\n");
  }

  private static CallNode json(double selfMillis) {
    return library("com.fasterxml.jackson.databind.ser.Bean", "serialize", selfMillis);
  }

  private static CallNode json(CallNode child) {
    return library("com.fasterxml.jackson.databind.ser.Bean", "field", 0, child);
  }

  private static CallNode thyme(double selfMillis) {
    return library("org.thymeleaf.engine.Model", "write", selfMillis);
  }

  private static CallNode thyme(CallNode child) {
    return library("org.thymeleaf.engine.Model", "visit", 0, child);
  }

  private static CallNode library(
      String className, String name, double selfMillis, CallNode... children) {
    return method(className, name, 1, selfMillis, children).build();
  }

  private static String group(CallNode tree) {
    Step step =
        new GroupLibraryFrames(
            new LibraryFrames(
                LibraryFrames.Patterns.of(Shaping.DEFAULT.hide(), List.of(), List.of())));
    return Outline.of(step.apply(root("GET /", tree).build()));
  }

  private static CallNode app(double selfMillis, CallNode... children) {
    return method("com.acme.App", "run", 1, selfMillis, children).build();
  }

  private static CallNode jetty(String name, double selfMillis, CallNode... children) {
    return method("org.eclipse.jetty.server.Server", name, 1, selfMillis, children).build();
  }

  private static CallNode slf4j(String name, double selfMillis, CallNode... children) {
    return method("org.slf4j.Logger", name, 1, selfMillis, children).build();
  }

  private static CallNode spring(String name, double selfMillis, CallNode... children) {
    return method("org.springframework.web.Dispatcher", name, 1, selfMillis, children).build();
  }
}
