package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.CallNode;
import org.junit.jupiter.api.Test;

class FoldRecursionTest {

  @Test
  void aMethodThatCallsItselfIsOneNodeThatSaysHowDeep() {
    CallNode tree = app("walk", 1, app("walk", 2, app("walk", 3, app("read", 4)), app("read", 5)));

    assertThat(fold(tree))
        .isEqualTo(
            """
            15 GET /
              15 Tree.walk  3 deep
                9 Tree.read
            """);
  }

  @Test
  void methodsThatCallEachOtherAreFoldedIntoTheRoundBeforeAndKeepTheirTime() {
    CallNode tree = app("a", 1, app("b", 2, app("a", 4, app("b", 8), app("c", 16))));

    assertThat(fold(tree))
        .isEqualTo(
            """
            31 GET /
              31 Tree.a
                30 Tree.b  2 deep
                  20 Tree.a
                    16 Tree.c
            """);
  }

  @Test
  void roundsOfACycleAreCounted() {
    CallNode tree = app("a", 1, app("b", 2, app("c", 1)));
    for (int i = 0; i < 3; i++) {
      tree = app("a", 1, app("b", 2, tree));
    }

    assertThat(fold(tree))
        .isEqualTo(
            """
            13 GET /
              13 Tree.a
                12 Tree.b  4 deep
                  3 Tree.a  3 deep
                  1 Tree.c
            """);
  }

  @Test
  void aStreamWithinARecursiveMethodIsPartOfTheCycle() {
    CallNode tree = app("price", 1);
    for (int i = 0; i < 3; i++) {
      CallNode body = app("lambda$price$0", 0, tree);
      CallNode each = method("java.util.ArrayList", "forEach", 1, 0, body).build();
      tree = app("price", 1, method("java.util.stream.Pipe", "forEach", 1, 0, each).build());
    }

    assertThat(fold(tree))
        .isEqualTo(
            """
            4 GET /
              4 Tree.price
                3 Pipe.forEach
                  3 ArrayList.forEach
                    3 Tree.lambda$price$0  3 deep
                      3 Tree.price  3 deep
                        0 Pipe.forEach  2 deep
                          0 ArrayList.forEach  2 deep
            """);
  }

  @Test
  void anAdviceAroundEachLayerLeavesTheLayersWhereTheyAre() {
    CallNode table = method("com.acme.Advice", "invoke", 1, 1, app("read", 500)).build();
    CallNode prices = method("com.acme.Advice", "invoke", 1, 1, app("of", 0, table)).build();
    CallNode orders = method("com.acme.Advice", "invoke", 1, 1, app("list", 0, prices)).build();

    assertThat(fold(orders)).isEqualTo(Outline.of(root("GET /", orders).build()));
  }

  @Test
  void aMethodThatIsCalledTwiceSideBySideIsNoRecursion() {
    CallNode tree = app("a", 1, app("b", 2, app("d", 1)), app("c", 4, app("d", 1)));

    assertThat(fold(tree)).isEqualTo(Outline.of(root("GET /", tree).build()));
  }

  @Test
  void aPathStartsAnewInALane() {
    CallNode task = lane("pool-1", app("walk", 7)).build();
    CallNode tree = method("com.acme.Tree", "walk", 1, 5).addLane(task).build();

    assertThat(fold(tree))
        .isEqualTo(
            """
            5 GET /
              5 Tree.walk
                > 7 pool-1
                  7 Tree.walk
            """);
  }

  @Test
  void anInterceptorThatCallsServiceAfterServiceTearsNoCallPathApart() {
    String proxy = "org.springframework.aop.Proxy";
    CallNode pay = method(proxy, "invoke", 1, 1, app("pay", 2)).build();
    CallNode tree = method(proxy, "invoke", 1, 1, app("order", 2, pay)).build();

    assertThat(fold(tree)).isEqualTo(Outline.of(root("GET /", tree).build()));
  }

  @Test
  void aLibraryThatRecursesInItselfIsFolded() {
    String mapper = "com.fasterxml.jackson.databind.Bean";
    CallNode inner = method(mapper, "serialize", 1, 1, app("getName", 2)).build();
    CallNode tree = method(mapper, "serialize", 1, 1, inner).build();

    assertThat(fold(tree))
        .isEqualTo(
            """
            4 GET /
              4 Bean.serialize  2 deep
                2 Tree.getName
            """);
  }

  private static String fold(CallNode tree) {
    Step step = new FoldRecursion();
    return Outline.of(step.apply(root("GET /", tree).build()));
  }

  private static CallNode app(String name, double selfMillis, CallNode... children) {
    return method("com.acme.Tree", name, 1, selfMillis, children).build();
  }
}
