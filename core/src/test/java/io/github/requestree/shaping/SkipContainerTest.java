package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class SkipContainerTest {

  @Test
  void theWayFromTheFilterToTheApplicationIsNotShown() {
    CallNode tree = library("doFilter", 1, library("service", 1, app("doGet", 50)));

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            52 GET /
              50 A.doGet
            """);
  }

  @Test
  void whatALibraryDoesOnTheWayStandsBesideTheApplication() {
    CallNode tree =
        library(
            "doFilter", 0, library("authenticate", 20), library("service", 0, app("doGet", 50)));

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            70 GET /
              20 Chain.authenticate
              50 A.doGet
            """);
  }

  @Test
  void aFrameOnTheWayThatTookTimeItselfStays() {
    CallNode tree = library("doFilter", 0, library("compress", 9, app("doGet", 50)));

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            59 GET /
              59 Chain.compress
                50 A.doGet
            """);
  }

  @Test
  void whereATemplateEngineBeginsItStaysThoughItCallsTheApplication() {
    CallNode expression =
        method("org.springframework.expression.Call", "getValue", 1, 0, app("euros", 5)).build();
    CallNode template =
        method("org.thymeleaf.Template", "process", 1, 1, expression, library("write", 4)).build();
    CallNode tree = library("dispatch", 1, app("list", 50), library("render", 1, template));

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            62 GET /
              50 A.list
              10 Template.process
                5 Call.getValue
                  5 A.euros
                4 Chain.write
            """);
  }

  @Test
  void whatSecurityWrapsAroundAllTheRestIsNoMoreThanTheWay() {
    CallNode subject =
        method("org.apache.shiro.subject.support.SubjectCallable", "call", 1, 1, app("doGet", 50))
            .build();

    assertThat(trimmed(subject))
        .isEqualTo(
            """
            51 GET /
              50 A.doGet
            """);
  }

  @Test
  void aPathThatNeverReachesTheApplicationStaysButForTheFilterChain() {
    CallNode tree =
        library(
            "doFilter", 0, library("doFilterInternal", 1, library("serve", 1, library("file", 9))));

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            11 GET /
              10 Chain.serve
                9 Chain.file
            """);
  }

  @Test
  void theServletApiAndTheChainsOfContainersAndOfSpringNeverLead() {
    for (String way :
        List.of(
            "jakarta.servlet.http.HttpServlet",
            "org.apache.catalina.core.ApplicationFilterChain",
            "org.eclipse.jetty.ee10.servlet.ServletHandler$Chain",
            "org.eclipse.jetty.ee11.servlet.FilterHolder",
            "org.eclipse.jetty.ee10.servlet.ServletHolder",
            "org.springframework.web.filter.DelegatingFilterProxy",
            "org.springframework.security.web.FilterChainProxy",
            "org.springframework.security.web.ObservationFilterChainDecorator$ObservationFilter")) {
      CallNode file =
          method("org.eclipse.jetty.ee10.servlet.ResourceServlet", "doGet", 1, 9).build();

      assertThat(trimmed(method(way, "handle", 1, 1, file).build()))
          .as(way)
          .isEqualTo(
              """
              10 GET /
                9 ResourceServlet.doGet
              """);
    }
  }

  @Test
  void reflectionIsNoStepBetweenTwoMethodsOfTheApplication() {
    CallNode accessor =
        method("jdk.internal.reflect.DirectMethodHandleAccessor", "invoke", 1, 0, app("map", 5))
            .build();
    CallNode tree =
        app("doGet", 1, method("java.lang.reflect.Method", "invoke", 1, 1, accessor).build());

    assertThat(trimmed(tree))
        .isEqualTo(
            """
            7 GET /
              7 A.doGet
                5 A.map
            """);
  }

  @Test
  void aFilterThatTookTimeItselfStays() {
    assertThat(trimmed(library("doFilter", 9, library("serve", 1)))).contains("10 Chain.doFilter");
  }

  @Test
  void libraryFramesBelowTheApplicationStay() {
    CallNode tree = app("doGet", 1, library("query", 0, app("map", 5)));

    assertThat(trimmed(tree)).contains("Chain.query");
  }

  private static String trimmed(CallNode tree) {
    Step step = Shaping.DEFAULT.steps(millis(1)).get(1);
    assertThat(step).isInstanceOf(SkipContainer.class);
    return Outline.of(step.apply(root("GET /", tree).build()));
  }

  private static CallNode library(String name, double selfMillis, CallNode... children) {
    return method("org.eclipse.jetty.Chain", name, 1, selfMillis, children).build();
  }

  private static CallNode app(String name, double selfMillis, CallNode... children) {
    return method("com.acme.A", name, 1, selfMillis, children).build();
  }
}
