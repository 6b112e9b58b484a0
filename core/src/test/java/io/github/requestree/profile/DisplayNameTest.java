package io.github.requestree.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayNameTest {

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

  @ParameterizedTest
  @CsvSource({
    "com.acme.Orders$_load_closure1, doCall, Orders.load (closure)",
    "com.acme.Orders$_load_closure1$_closure2, doCall, Orders.load (closure)",
    "com.acme.Orders$_load_lambda3, doCall, Orders.load (lambda)",
    "com.acme.Orders$Line$_sum_all_closure12, call, Orders.Line.sum_all (closure)",
    "com.acme.Orders$__init__closure1, doCall, new Orders (closure)",
    "com.acme.Orders$__clinit__closure1, doCall, 'Orders (closure, static initialiser)'",
    "Script1$_run_closure1, doCall, Script1.run (closure)",
  })
  void closuresOfGroovyGoByTheMethodTheyStandIn(String className, String method, String expected) {
    assertThat(name(className, method)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Orders$load$2, invokeSuspend, Orders.load (lambda)",
    "com.acme.Orders$load$2$b$1, invokeSuspend, Orders.load (lambda)",
    "com.acme.Orders$doGet$text$1, invoke, Orders.doGet (lambda)",
    "com.acme.Orders$Companion$make$1, invoke, Orders.Companion.make (lambda)",
    "com.acme.Orders$watch$$inlined$map$1$2, emit, Orders.watch (lambda)",
    "com.acme.Orders$load$1, run, Orders.load$1.run",
    "com.acme.Orders$1, invoke, Orders$1.invoke",
    "com.acme.OrdersKt, access$load, OrdersKt.load (access)",
    "com.acme.OrdersKt, load$default, OrdersKt.load (defaults)",
    "com.acme.Orders, load$suspendImpl, Orders.load",
    "com.acme.Orders, load$shop_main, Orders.load",
    "com.acme.Orders, price-Xn0_i4k, Orders.price",
    "com.acme.Money, plus-impl, Money.plus",
    "com.acme.OrdersKt, load$lambda$0, OrdersKt.load (lambda)",
    "com.acme.Orders, load, Orders.load",
  })
  void functionsOfKotlinGoByTheirNamesInTheSource(
      String className, String method, String expected) {
    assertThat(DisplayName.of(Frame.method(className, method, "Orders.kt"))).isEqualTo(expected);
  }

  @Test
  void whatLooksLikeKotlinAndIsJavaStaysAsItIs() {
    assertThat(DisplayName.of(Frame.method("com.acme.Orders$load$2", "invoke", "Orders.java")))
        .isEqualTo("Orders.load$2.invoke");
    assertThat(name("com.acme.Orders", "access$000")).isEqualTo("Orders.access$000");
  }

  @Test
  void argumentsThatKotlinFillsInAreSaidSoWhereNoFileIsKnownToo() {
    assertThat(name("kotlinx.coroutines.BuildersKt", "withContext$default"))
        .isEqualTo("BuildersKt.withContext (defaults)");
  }

  @Test
  void whatReflectionCompiledGoesWithoutItsNumber() {
    assertThat(name("jdk.internal.reflect.GeneratedMethodAccessor4", "invoke"))
        .isEqualTo("GeneratedMethodAccessor.invoke");
  }

  @Test
  void whatIsNoMethodGoesByItsText() {
    assertThat(DisplayName.of(Frame.NOT_SAMPLED)).isEqualTo("[not sampled]");
    assertThat(DisplayName.of(Frame.PLACE_NOT_SAMPLED))
        .isEqualTo("[handed off, place not sampled]");
  }

  @ParameterizedTest
  @CsvSource({
    "$, $",
    "$$, $lambda",
    "/, lambda$",
    "$$Lambda, $anonfun$",
    "'.', CGLIB$",
    "a., ''",
    "$_a_closure1, doCall",
    "a$_b_closure1$_c, x",
    "a$b$1, $",
    "access$, access$",
    "a, $default",
    "a$$1, invoke"
  })
  void oddNamesDoNoHarm(String className, String method) {
    assertThat(name(className, method)).isNotEmpty();
  }

  @Test
  void namesStayTheSameHoweverManyFramesCome() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 3 * DisplayName.MAX_NAMES; i++) {
        assertThat(name("com.acme.Shop" + i, "buy")).isEqualTo("Shop" + i + ".buy");
      }
    }
  }

  @Test
  void noMoreNamesAreRememberedThanThereIsRoomFor() {
    String longName = "Shop".repeat(100);
    for (int i = 0; i < 3 * DisplayName.MAX_NAMES; i++) {
      name("com.acme.Shop" + i, "buy");
      assertThat(DisplayName.remembered()).isLessThanOrEqualTo(DisplayName.MAX_NAMES);
    }
    int before = DisplayName.remembered();

    assertThat(name("com.acme." + longName, "buy")).isEqualTo(longName + ".buy");
    assertThat(DisplayName.remembered()).isEqualTo(before);
  }

  private static String name(String className, String method) {
    Frame frame = Frame.method(className, method, null);
    String name = DisplayName.of(frame);
    assertThat(DisplayName.of(GeneratedName.of(frame))).as("without its numbers").isEqualTo(name);
    return name;
  }
}
