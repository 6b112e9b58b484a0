package io.github.requestree.benchmarks.micro;

import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Stand for a container around a filter. */
final class Stubs {

  static final HttpServletMapping MAPPING =
      new HttpServletMapping() {
        @Override
        public String getMatchValue() {
          return "orders/17";
        }

        @Override
        public String getPattern() {
          return "/orders/*";
        }

        @Override
        public String getServletName() {
          return "orders";
        }

        @Override
        public MappingMatch getMappingMatch() {
          return MappingMatch.PATH;
        }
      };

  private Stubs() {}

  /** An object that throws whatever it is asked. */
  static <T> T throwing(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              throw new UnsupportedOperationException(method.getName());
            }));
  }

  /** Makes a filter ready for requests. */
  static void init(ProfilingFilter filter) throws ServletException {
    filter.init(new Config());
  }

  /** A response that was a success. */
  static final class Response extends HttpServletResponseWrapper {

    Response() {
      super(throwing(HttpServletResponse.class));
    }

    @Override
    public int getStatus() {
      return 200;
    }
  }

  /** The rest of the chain: it only counts. */
  static final class Chain implements FilterChain {

    private long calls;

    @Override
    public void doFilter(ServletRequest request, ServletResponse response) {
      calls++;
    }

    long calls() {
      return calls;
    }
  }

  private static final class Config implements FilterConfig {

    @Override
    public String getFilterName() {
      return "profiling";
    }

    @Override
    public ServletContext getServletContext() {
      throw new UnsupportedOperationException();
    }

    @Override
    public @Nullable String getInitParameter(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
      return Collections.emptyEnumeration();
    }
  }
}
