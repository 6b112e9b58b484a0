package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

class MissingLogTest {

  private final List<Object> logged = new ArrayList<>();
  private final ServletContext context =
      (ServletContext)
          Proxy.newProxyInstance(
              ServletContext.class.getClassLoader(),
              new Class<?>[] {ServletContext.class},
              (proxy, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("log");
                logged.add(arguments[0]);
                return null;
              });

  @Test
  void withoutAProviderTheContainersLogSaysWhyThereAreNoReports() {
    ProfilingFilter.tellMissingLog(new NOPLoggerFactory(), context);

    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).toString())
        .contains("no reports are logged", "SLF4J", "provider", "WEB-INF/lib", "slf4j-jdk14");
  }

  @Test
  void withAProviderItSaysNothing() {
    ProfilingFilter.tellMissingLog(LoggerFactory.getILoggerFactory(), context);

    assertThat(logged).isEmpty();
  }
}
