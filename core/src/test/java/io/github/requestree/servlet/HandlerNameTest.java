package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.web.method.FakeHandlerMethod;

class HandlerNameTest {

  @Test
  void springsHandlerIsItsClassAndMethod() {
    assertThat(nameOf(new FakeHandlerMethod("com.example.OwnerController#showOwner(int, String)")))
        .isEqualTo("com.example.OwnerController.showOwner");
  }

  @Test
  void aHandlerOfTheDefaultPackageHasNone() {
    assertThat(nameOf(new FakeHandlerMethod("Hello#hi()"))).isEqualTo("Hello.hi");
  }

  @Test
  void whereSpringSaysNothingThereIsNone() {
    assertThat(nameOf(null)).isNull();
  }

  @Test
  void anObjectOfTheApplicationIsNotAskedForItsText() {
    Object handler =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError();
          }
        };

    assertThat(nameOf(handler)).isNull();
  }

  @Test
  void whatIsNoMethodIsNoHandler() {
    assertThat(nameOf(new FakeHandlerMethod("ResourceHandler [classpath]"))).isNull();
    assertThat(nameOf(new FakeHandlerMethod("a b#c()"))).isNull();
    assertThat(nameOf(new FakeHandlerMethod(null))).isNull();
  }

  @Test
  void aNameHasAnEnd() {
    assertThat(nameOf(new FakeHandlerMethod("x".repeat(10_000) + "#y()"))).hasSize(200);
  }

  @Test
  void theFirstHandlerOfARequestStays() {
    RequestSubject subject =
        new RequestSubject("GET", "/a", 0, OptionalLong.empty(), new AnsweredPaths());

    assertThat(subject.request().handler()).isNull();
    subject.handler("Owners.show");
    subject.handler("Errors.show");
    assertThat(subject.request().handler()).isEqualTo("Owners.show");
  }

  private static @Nullable String nameOf(@Nullable Object handler) {
    Map<String, Object> answers = new HashMap<>();
    answers.put(
        "getAttribute(org.springframework.web.servlet.HandlerMapping.bestMatchingHandler)",
        handler);
    return HandlerName.of(Fake.of(HttpServletRequest.class, answers));
  }
}
