package io.github.requestree.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadableNameTest {

  @ParameterizedTest
  @CsvSource({
    "com.acme.OrderService, load, OrderService.load",
    "OrderService, load, OrderService.load",
    "com.acme.Order, <init>, new Order",
    "com.acme.Order, <clinit>, Order (static initialiser)",
    "com.acme.Outer$Inner, run, Outer.Inner.run",
    "com.acme.Outer$Inner$Deep, <init>, new Outer.Inner.Deep",
    "com.acme.Outer$1, run, Outer$1.run",
    "com.acme.Outer$1$Inner, run, Outer$1.Inner.run",
    "com.acme.$Gson$Types, resolve, $Gson.Types.resolve",
    "com.acme.ScalaObject$, apply, ScalaObject.apply",
  })
  void classesGoBySimpleNames(String className, String method, String expected) {
    assertThat(name(className, method)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.OrderService, lambda$load$0, OrderService.load (lambda)",
    "com.acme.OrderService, lambda$new$1, new OrderService (lambda)",
    "com.acme.OrderService, lambda$static$0, 'OrderService (static initialiser, lambda)'",
    "com.acme.OrderService, lambda$null$3, OrderService (lambda)",
    "com.acme.OrderService, lambda$0, OrderService (lambda)",
    "com.acme.OrderServiceKt, load$lambda$0, OrderServiceKt.load (lambda)",
    "com.acme.OrderServiceKt, load$lambda$1$lambda$0, OrderServiceKt.load (lambda)",
    "com.acme.OrderService, $anonfun$load$1, OrderService.load (lambda)",
    "com.acme.OrderService$$Lambda/0x00007f0e8c012345, run, OrderService (lambda)",
    "com.acme.OrderService$$Lambda$123/0x0000000800c03000, run, OrderService (lambda)",
    "java.lang.invoke.LambdaForm$MH/0x00007f0e8c012345, invoke, LambdaForm.MH.invoke",
  })
  void lambdasGoByTheMethodTheyStandIn(String className, String method, String expected) {
    assertThat(name(className, method)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.OrderService$$SpringCGLIB$$0, load, OrderService.load (proxy)",
    "com.acme.OrderService$$EnhancerBySpringCGLIB$$1a2b3c, load, OrderService.load (proxy)",
    "com.acme.OrderService$$SpringCGLIB$$0, CGLIB$load$3, OrderService.load (proxy)",
    "com.acme.OrderService$$FastClassBySpringCGLIB$$12, invoke, OrderService.invoke (proxy)",
    "com.acme.Order$HibernateProxy$aB3, getId, Order.getId (proxy)",
    "com.acme.Order$ByteBuddy$aB3, getId, Order.getId (proxy)",
    "com.acme.Order_$$_jvst1a2_0, getId, Order.getId (proxy)",
    "jdk.proxy2.$Proxy42, load, load (proxy)",
    "com.sun.proxy.$Proxy7, load, load (proxy)",
  })
  void proxiesGoByWhatTheyStandFor(String className, String method, String expected) {
    assertThat(name(className, method)).isEqualTo(expected);
  }

  @Test
  void whatIsNoMethodGoesByItsText() {
    assertThat(ReadableName.of(Frame.NOT_SAMPLED)).isEqualTo("[not sampled]");
    assertThat(ReadableName.of(Frame.PLACE_NOT_SAMPLED))
        .isEqualTo("[handed off, place not sampled]");
  }

  @ParameterizedTest
  @CsvSource({"$, $", "$$, $lambda", "/, lambda$", "$$Lambda, $anonfun$", "'.', CGLIB$", "a., ''"})
  void oddNamesDoNoHarm(String className, String method) {
    assertThat(name(className, method)).isNotEmpty();
  }

  private static String name(String className, String method) {
    return ReadableName.of(Frame.method(className, method, null));
  }
}
