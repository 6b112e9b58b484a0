package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of a filter that was destroyed. */
class ProfilingFilterTest {

  /** Where a request is when its application is stopped. */
  enum Late {
    RETURNS,
    THROWS,

    // From here on, its listener is told.
    COMPLETES,
    FAILS,
    RESTARTS,
    TIMES_OUT,
    LOSES_ITS_CLIENT;

    boolean isListenedTo() {
      return compareTo(COMPLETES) >= 0;
    }
  }

  /** As that of a web application: with classes of its own, and after its end with no others. */
  private static final class WebappLoader extends URLClassLoader {
    final List<String> refused = new CopyOnWriteArrayList<>();
    volatile boolean stopped;

    WebappLoader() {
      super(
          new URL[] {ProfilingFilter.class.getProtectionDomain().getCodeSource().getLocation()},
          ProfilingFilterTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && stopped) {
          refused.add(name);
          throw new IllegalStateException("this application has been stopped: " + name);
        }
        boolean own = name.startsWith("io.github.requestree.");
        return loaded != null ? loaded : own ? findClass(name) : super.loadClass(name, resolve);
      }
    }
  }

  private final Map<String, Object> attributes = new HashMap<>();
  private final List<AsyncListener> listeners = new ArrayList<>();

  @Test
  void aDestroyedFilterKeepsNeitherItsContextNorWhatItShowedThere() throws Exception {
    ProfilingFilter filter = new ProfilingFilter();
    List<WeakReference<?>> known = initialised(filter);

    filter.destroy();

    attributes.clear();
    assertThat(known).hasSizeGreaterThan(2);
    for (WeakReference<?> each : known) {
      Await.until(
          "forgotten",
          () -> {
            System.gc();
            return each.get() == null;
          });
    }
    assertThat(filter.statistics().started()).isZero();
  }

  @Test
  void aDispatchOfARequestThatHasEndedAndLostItsAttributesIsNoOther() throws Exception {
    ProfilingFilter filter = ProfilingFilter.create();
    filter.init(Fake.config(Map.of()));
    FilterChain nothing = (request, response) -> {};

    new Visit("GET", "/work", Map.of()).dispatched().through(filter, nothing);
    assertThat(filter.statistics().started()).isZero();

    // One that a filter outside of this one has suspended.
    Visit suspended = new Visit("GET", "/then", Map.of()).dispatched();
    suspended.setAttribute(AsyncContext.ASYNC_REQUEST_URI, "/work");
    suspended.through(filter, nothing);
    assertThat(filter.statistics().started()).isEqualTo(1);
    filter.destroy();
  }

  @Test
  void aListenerThatDispatchesARequestWhichHasJustGotItsProfileDoesNotEndIt() throws Exception {
    ProfilingFilter filter = ProfilingFilter.create();
    filter.init(Fake.config(Map.of()));
    HttpServletResponse response =
        answering(HttpServletResponse.class, Map.of("getStatus", 200, "isCommitted", false));
    List<Long> endedInside = new ArrayList<>();
    FilterChain chain = (request, r) -> endedInside.add(filter.statistics().finished());
    HttpServletRequest listened =
        new HttpServletRequestWrapper(new Visit("GET", "/work", Map.of())) {
          @Override
          public void setAttribute(String name, Object value) {
            super.setAttribute(name, value);
            try {
              filter.doFilter(this, response, chain);
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          }
        };

    filter.doFilter(listened, response, chain);

    assertThat(endedInside).as("the listener's, then its own").containsExactly(0L, 0L);
    assertThat(filter.statistics().started()).isEqualTo(1);
    assertThat(filter.statistics().finished()).isEqualTo(1);
    filter.destroy();
  }

  private List<WeakReference<?>> initialised(ProfilingFilter filter) throws Exception {
    ServletContext context = answering(ServletContext.class, attributes);
    filter.init(config(context, Map.of("recentProfiles", "10")));
    List<WeakReference<?>> known = new ArrayList<>();
    known.add(new WeakReference<>(context));
    attributes.values().forEach(value -> known.add(new WeakReference<>(value)));
    return known;
  }

  @ParameterizedTest
  @EnumSource
  void whatEndsAfterItsApplicationWasStoppedThrowsNothingAndItsListenerLoadsNoClass(Late late)
      throws Exception {
    try (WebappLoader loader = new WebappLoader()) {
      Filter filter =
          (Filter)
              loader
                  .loadClass(ProfilingFilter.class.getName())
                  .getDeclaredConstructor()
                  .newInstance();
      ServletContext context = answering(ServletContext.class, new HashMap<>());
      filter.init(config(context, Map.of()));
      AsyncContext async = answering(AsyncContext.class, Map.of());
      HttpServletResponse response =
          answering(HttpServletResponse.class, Map.of("getStatus", 500, "isCommitted", true));
      Map<String, Object> answers = new HashMap<>();
      answers.put("getMethod", "GET");
      answers.put("getRequestURI", "/late");
      answers.put("getContextPath", "");
      answers.put("getServletPath", "/late");
      answers.put("isAsyncStarted", late.isListenedTo());
      answers.put("getAsyncContext", async);
      HttpServletRequest request = answering(HttpServletRequest.class, answers);
      FilterChain chain =
          (req, res) -> {
            if (!late.isListenedTo()) {
              filter.destroy();
              loader.stopped = true;
            }
            if (late == Late.THROWS) {
              throw new IOException("of the application");
            }
          };
      try {
        filter.doFilter(request, response, chain);
      } catch (IOException e) {
        assertThat(late).isEqualTo(Late.THROWS);
      }
      if (late.isListenedTo()) {
        filter.destroy();
        loader.stopped = true;
        tell(late, async, request, response);

        assertThat(loader.refused).isEmpty();
      }
    }
  }

  private void tell(
      Late late, AsyncContext async, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncListener listener = listeners.get(0);
    AsyncEvent event = new AsyncEvent(async, request, response);
    switch (late) {
      case RESTARTS -> listener.onStartAsync(event);
      case TIMES_OUT -> listener.onTimeout(event);
      case LOSES_ITS_CLIENT ->
          listener.onError(
              new AsyncEvent(async, request, response, new IOException("Broken pipe")));
      case FAILS ->
          listener.onError(new AsyncEvent(async, request, response, new IOException("other")));
      default -> {}
    }
    listener.onComplete(event);
  }

  private static FilterConfig config(ServletContext context, Map<String, String> parameters) {
    return new FilterConfig() {
      @Override
      public String getFilterName() {
        return "profiling";
      }

      @Override
      public ServletContext getServletContext() {
        return context;
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

  /** Answers what it is told to, keeps attributes and listeners, and knows nothing else. */
  private <T> T answering(Class<T> type, Map<String, Object> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "setAttribute" -> answers.put((String) arguments[0], arguments[1]);
                case "getAttribute" -> {
                  return answers.get((String) arguments[0]);
                }
                case "removeAttribute" -> answers.remove((String) arguments[0]);
                case "addListener" -> listeners.add((AsyncListener) arguments[0]);
                default -> {
                  return answers.get(method.getName());
                }
              }
              return null;
            }));
  }
}
