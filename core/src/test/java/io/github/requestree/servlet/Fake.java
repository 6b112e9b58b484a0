package io.github.requestree.servlet;

import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;

/** Fakes of container interfaces that answer what a test says, and throw for everything else. */
public final class Fake {

  private Fake() {}

  /**
   * A fake of this type.
   *
   * @param answers by {@code method} or {@code method(argument)}
   */
  public static <T> T of(Class<T> type, Map<String, ?> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              String call = method.getName();
              if (arguments != null) {
                call += "(" + arguments[0] + ")";
                if (call.startsWith("getAttribute(") && !answers.containsKey(call)) {
                  return null;
                }
              }
              if (!answers.containsKey(call)) {
                throw new UnsupportedOperationException(call);
              }
              return answers.get(call);
            }));
  }

  public static FilterConfig config(Map<String, String> parameters) {
    return new FilterConfig() {
      @Override
      public String getFilterName() {
        return "profiling";
      }

      @Override
      public ServletContext getServletContext() {
        throw new UnsupportedOperationException();
      }

      @Override
      public String getInitParameter(String name) {
        return parameters.get(name);
      }

      @Override
      public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(parameters.keySet());
      }
    };
  }
}
