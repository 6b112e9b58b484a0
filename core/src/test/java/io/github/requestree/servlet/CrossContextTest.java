package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two applications that share one copy of the library, of which one dispatches to the other. */
class CrossContextTest {

  private final LogCapture log = new LogCapture("requestree");
  private final ServletContext shop = context();
  private final ServletContext stock = context();

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @Test
  void theFilterOfTheOtherApplicationIsNothingToWarnOf() throws Exception {
    assertThat(warningsOf(shop, stock)).isEmpty();
  }

  @Test
  void twoFiltersOfOneApplicationAre() throws Exception {
    assertThat(warningsOf(shop, shop)).singleElement().asString().contains("two profiling filters");
  }

  private List<String> warningsOf(ServletContext outer, ServletContext inner) throws Exception {
    ProfilingFilter first = started(outer);
    ProfilingFilter second = started(inner);
    FilterChain chain =
        (request, response) -> second.doFilter(request, response, (passed, answer) -> {});
    new Visit("GET", "/orders", Map.of()).through(first, chain);
    first.destroy();
    second.destroy();
    assertThat(ContainerContract.statistics(second).started()).isZero();
    return log.messages().stream().filter(text -> !text.startsWith("---")).toList();
  }

  private static ProfilingFilter started(ServletContext context) throws Exception {
    ProfilingFilter filter =
        ProfilingFilter.create(ProfilingOptions.builder().addSink(profile -> {}).build());
    FilterConfig none = Fake.config(Map.of());
    filter.init(
        (FilterConfig)
            Proxy.newProxyInstance(
                FilterConfig.class.getClassLoader(),
                new Class<?>[] {FilterConfig.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getServletContext")
                        ? context
                        : method.invoke(none, arguments)));
    return filter;
  }

  private static ServletContext context() {
    return (ServletContext)
        Proxy.newProxyInstance(
            ServletContext.class.getClassLoader(),
            new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> null);
  }
}
