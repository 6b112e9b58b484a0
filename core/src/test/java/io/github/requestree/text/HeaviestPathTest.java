package io.github.requestree.text;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.notSampled;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import org.junit.jupiter.api.Test;

class HeaviestPathTest {
  private static final TextReport REPORT = TextReport.create();

  @Test
  void itLeadsToWhereTheTimeWentAndEndsWhereItForks() {
    CallNode fork =
        method(
                "com.acme.Shop",
                "buy",
                3,
                1,
                method("com.acme.Stock", "reserve", 4, 30).build(),
                method("com.acme.Mail", "send", 5, 30).build(),
                method("com.acme.Bank", "pay", 6, 30).build())
            .build();
    CallNode servlet = method("com.acme.Servlet", "doGet", 2, 1, fork).build();

    assertThat(
            REPORT.heaviestPath(profileOf(root("GET /", servlet, notSampled(9)).build()).build()))
        .containsExactly("Servlet.doGet  Servlet.java:2", "Shop.buy  Shop.java:3");
  }

  @Test
  void whatIsNoMethodMayBeTheHeaviest() {
    CallNode root = root("GET /", await("[await]  until dispatch", 90)).build();

    assertThat(REPORT.heaviestPath(profileOf(root).build()))
        .containsExactly("[await]  until dispatch");
  }

  @Test
  void theTimeOfAMethodItselfEndsIt() {
    CallNode busy =
        method("com.acme.A", "busy", 1, 80, method("com.acme.A", "helps", 2, 9).build()).build();

    assertThat(REPORT.heaviestPath(profileOf(root("GET /", busy).build()).build()))
        .containsExactly("A.busy  A.java:1");
  }

  @Test
  void ofManyCallsTheInnermostAreKept() {
    CallNode node = method("com.acme.Deep", "m0", 1, 50).build();
    for (int i = 1; i < 40; i++) {
      node = method("com.acme.Deep", "m" + i, 1, 0, node).build();
    }

    assertThat(REPORT.heaviestPath(profileOf(root("GET /", node).build()).build()))
        .hasSize(12)
        .endsWith("Deep.m1  Deep.java:1", "Deep.m0  Deep.java:1");
  }

  @Test
  void whereNoTimeWentThereIsNone() {
    assertThat(REPORT.heaviestPath(profileOf(root("GET /").build()).build())).isEmpty();
  }
}
