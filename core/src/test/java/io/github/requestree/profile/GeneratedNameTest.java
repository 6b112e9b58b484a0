package io.github.requestree.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeneratedNameTest {

  @ParameterizedTest
  @CsvSource({
    "jdk.internal.reflect.GeneratedMethodAccessor4, jdk.internal.reflect.GeneratedMethodAccessor",
    "sun.reflect.GeneratedConstructorAccessor12, sun.reflect.GeneratedConstructorAccessor",
    "jdk.internal.reflect.GeneratedSerializationConstructorAccessor1,"
        + " jdk.internal.reflect.GeneratedSerializationConstructorAccessor",
    "jdk.proxy2.$Proxy42, jdk.proxy.$Proxy",
    "com.sun.proxy.$Proxy7, com.sun.proxy.$Proxy",
    "$Proxy2, $Proxy",
    "com.acme.Orders$$SpringCGLIB$$0, com.acme.Orders$$SpringCGLIB",
    "com.acme.Orders$$EnhancerBySpringCGLIB$$1a2b3c, com.acme.Orders$$EnhancerBySpringCGLIB",
    "com.acme.Orders$$FastClassBySpringCGLIB$$12, com.acme.Orders$$FastClassBySpringCGLIB",
    "com.acme.Order$HibernateProxy$aB3dE, com.acme.Order$HibernateProxy",
    "com.acme.Order$ByteBuddy$aB3dE, com.acme.Order$ByteBuddy",
    "com.acme.Order_$$_jvst1a2_0, com.acme.Order_$$_jvst",
    "com.acme.Orders$$Lambda$14/0x0000000800c8, com.acme.Orders$$Lambda",
    "java.lang.invoke.LambdaForm$MH/0x00007f0e, java.lang.invoke.LambdaForm$MH",
    "com.acme.Orders, com.acme.Orders",
    "com.acme.Orders$1, com.acme.Orders$1",
    "com.acme.Proxy2, com.acme.Proxy2",
    "com.acme.proxy2.Orders, com.acme.proxy2.Orders",
  })
  void aClassHasTheSameNameInEveryProcess(String className, String expected) {
    assertThat(GeneratedName.ofClass(className)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"CGLIB$load$3, CGLIB$load", "load, load", "lambda$load$0, lambda$load$0"})
  void soHasAMethod(String methodName, String expected) {
    assertThat(GeneratedName.ofMethod(methodName)).isEqualTo(expected);
  }
}
