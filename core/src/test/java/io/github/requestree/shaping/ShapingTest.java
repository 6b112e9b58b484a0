package io.github.requestree.shaping;

import static io.github.requestree.profile.ProfileFixture.await;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java.lang.Thread",
        "jdk.proxy2.$Proxy42",
        "jakarta.servlet.http.HttpServlet",
        "org.apache.catalina.core.ApplicationFilterChain",
        "org.springframework.web.servlet.DispatcherServlet",
        "org.springframework.samples.shop.Orders$$SpringCGLIB$$0",
        "org.antlr.v4.runtime.Parser",
        "io.javalin.http.Context",
        "com.nimbusds.jwt.SignedJWT",
        "org.webjars.WebJarAssetLocator",
        "com.acme.OrderService$$SpringCGLIB$$0",
        "com.acme.Order$HibernateProxy$aB3dE",
        "io.github.requestree.sampling.Profiler"
      })
  void whatTheApplicationDidNotWriteIsLibraryCode(String className) {
    assertThat(Shaping.DEFAULT.isApplication(Frame.method(className, "m", null))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.OrderService",
        "com.acme.OrderService$$Lambda/0x00007f0e",
        "org.apache.jsp.index_jsp",
        "io.github.requestree.example.Routes",
        "org.springframework.samples.petclinic.owner.OwnerController",
        "org.jboss.as.quickstarts.kitchensink.MemberRegistration",
        "io.micronaut.examples.Application",
        "oracle.orders.Orders",
        "javaparser.Main",
        "Main"
      })
  void theRestIsApplicationCode(String className) {
    assertThat(Shaping.DEFAULT.isApplication(Frame.method(className, "m", null))).isTrue();
  }

  @Test
  void whatIsKnownToBeOfTheApplicationIsSoInThePackagesOfALibrary() {
    Shaping shaping = Shaping.builder().application(List.of("org.hibernate.bookstore.*")).build();

    assertThat(shaping.isApplicationClass("org.hibernate.bookstore.Orders")).isTrue();
    assertThat(shaping.isApplicationClass("org.hibernate.internal.SessionImpl")).isFalse();
    assertThat(shaping.isApplicationClass("org.hibernate.bookstore.Order$HibernateProxy$aB3"))
        .isFalse();
  }

  @Test
  void whatOneHidesIsHiddenWhateverIsKnownOfIt() {
    Shaping shaping =
        Shaping.builder()
            .hide(List.of("org.springframework.samples.shop.generated.*", "com.acme.api.*"))
            .application(List.of("com.acme.*"))
            .build();

    assertThat(shaping.isApplicationClass("org.springframework.samples.shop.generated.A"))
        .isFalse();
    assertThat(shaping.isApplicationClass("com.acme.api.Orders")).isFalse();
  }

  @Test
  void whatIsNoMethodIsNoApplicationCode() {
    assertThat(Shaping.DEFAULT.isApplication(Frame.NOT_SAMPLED)).isFalse();
    assertThat(Shaping.DEFAULT.isApplication(Frame.PLACE_NOT_SAMPLED)).isFalse();
  }

  @Test
  void showWinsOverHide() {
    Shaping shaping =
        Shaping.builder().hide(List.of("com.acme")).show(List.of("*.core.*Service")).build();

    assertThat(shaping.isApplication(Frame.method("com.acme.Util", "m", null))).isFalse();
    assertThat(shaping.isApplication(Frame.method("com.acme.core.MyService", "m", null))).isTrue();
    assertThat(shaping.isApplication(Frame.method("com.acmetal.Util", "m", null))).isTrue();
  }

  @Test
  void aBadLimitIsRefusedWithWhatIsAccepted() {
    for (int limit : new int[] {-1, 0, 10_001}) {
      assertThatThrownBy(() -> Shaping.builder().limit(limit).build())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("limit is " + limit + ", but must be 1 to 10000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "com.acme, org", "com/acme", "com.acme\n", "(a+)+"})
  void aBadPatternIsRefusedWithWhatIsAccepted(String pattern) {
    assertThatThrownBy(() -> Shaping.builder().hide(List.of("java.", pattern)).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("hide has the pattern '" + pattern + "', but must have");
    assertThatThrownBy(() -> Shaping.builder().show(List.of(pattern)).build())
        .hasMessageStartingWith("show has the pattern '" + pattern + "', but must have");
  }

  @Test
  void aBuilderOfAShapingKeepsItsOptions() {
    Shaping shaping =
        Shaping.builder()
            .limit(7)
            .showHidden(true)
            .hide(List.of("a."))
            .show(List.of("a.b"))
            .build()
            .toBuilder()
            .build();

    assertThat(shaping.toString()).contains("showHidden=true", "limit=7");
    assertThat(shaping.hide()).containsExactly("a.");
    assertThat(shaping.show()).containsExactly("a.b");
  }

  @Test
  void libraryFramesAreShownIfOneAsks() {
    CallNode inner =
        method("java.util.A", "b", 1, 1, method("java.util.A", "c", 1, 9).build()).build();
    CallNode tree = root("GET /", method("java.util.A", "a", 1, 1, inner).build()).build();
    Shaping shown = Shaping.builder().showHidden(true).build();

    assertThat(Outline.of(shown.apply(tree, millis(2)))).isEqualTo(Outline.of(tree));
  }

  @Test
  void theHeaviestComesFirstAndOthersLast() {
    CallNode tree =
        root(
                "GET /",
                app("c", 9),
                app("d", 9),
                app("b", 400),
                await("[await]", 500),
                app("a", 1000))
            .build();

    assertThat(Outline.of(Shaping.DEFAULT.apply(tree, millis(1))))
        .isEqualTo(
            """
            1918 GET /
              1000 A.a
              500 [await]
              400 A.b
              18 [2 others]
            """);
  }

  private static CallNode app(String name, double selfMillis) {
    return method("com.acme.A", name, 1, selfMillis).build();
  }
}
