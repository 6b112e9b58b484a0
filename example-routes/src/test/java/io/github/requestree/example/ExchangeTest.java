package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ExchangeTest {

  private final List<String> calls = new ArrayList<>();
  private final List<AsyncListener> listeners = new ArrayList<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Exchange exchange =
      new Exchange(
          fake(HttpServletRequest.class, this::request),
          fake(HttpServletResponse.class, this::response),
          new Scale(1));

  @BeforeEach
  void silenceTheExpectedFailures() {
    ((Logger) LoggerFactory.getLogger(Exchange.class)).setLevel(Level.OFF);
  }

  @AfterEach
  void logAgain() {
    ((Logger) LoggerFactory.getLogger(Exchange.class)).setLevel(null);
  }

  @Test
  void failedAsynchronousStepIsAnsweredWith500AndCompleted() {
    exchange.startAsync();
    exchange
        .task(
            step -> {
              throw new IllegalStateException("<secret>");
            })
        .run();

    assertThat(calls).containsExactly("status 500", "complete");
    assertThat(body.toString(StandardCharsets.UTF_8))
        .contains("\"internal error\"")
        .doesNotContain("secret");
  }

  @Test
  void errorIsAnsweredToo() {
    exchange.startAsync();
    exchange
        .task(
            step -> {
              throw new StackOverflowError();
            })
        .run();

    assertThat(calls).containsExactly("status 500", "complete");
  }

  @Test
  void stoppedApplicationAnswers503() {
    exchange.startAsync();
    exchange.fail(new RejectedExecutionException());

    assertThat(calls).containsExactly("status 503", "complete");
  }

  @Test
  void timeoutAnswers503() throws Exception {
    exchange.startAsync();
    listeners.get(0).onTimeout(null);

    assertThat(calls).containsExactly("status 503", "complete");
  }

  @Test
  void answersOnlyOnce() {
    exchange.startAsync();
    exchange.answer();
    exchange.fail(new IllegalStateException());

    assertThat(calls).containsExactly("status 200", "complete");
  }

  @Test
  void nothingIsWrittenOnceTheContainerHasEndedTheRequest() throws Exception {
    exchange.startAsync();
    listeners.get(0).onError(null);
    exchange.answer();

    assertThat(calls).isEmpty();
  }

  private Object request(Object proxy, Method method, Object[] arguments) {
    return switch (method.getName()) {
      case "getServletPath" -> "/path";
      case "startAsync" -> fake(AsyncContext.class, this::async);
      default -> throw new AssertionError(method);
    };
  }

  private Object async(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "setTimeout" -> assertThat((Long) arguments[0]).isGreaterThan(60_000);
      case "addListener" -> listeners.add((AsyncListener) arguments[0]);
      case "complete" -> calls.add("complete");
      default -> throw new AssertionError(method);
    }
    return null;
  }

  private Object response(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "setStatus" -> calls.add("status " + arguments[0]);
      case "getOutputStream" -> {
        return new BodyStream();
      }
      default -> assertThat(method.getName()).startsWith("set");
    }
    return null;
  }

  private static <T> T fake(Class<T> type, InvocationHandler answers) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
  }

  private final class BodyStream extends ServletOutputStream {
    @Override
    public void write(int b) {
      body.write(b);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
