package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawPathTest {

  @ParameterizedTest
  @CsvSource({
    "/users, /users",
    "/users;jsessionid=ABC, /users",
    "/app/users;jsessionid=ABC/1;v=2, /app/users/1",
    "/;a/b;c;d/e, //b/e",
    ";x, ''",
    "/users/;x/, /users//",
  })
  void parametersAreStrippedFromEachSegment(String uri, String path) {
    assertThat(RawPath.withoutParameters(uri)).isEqualTo(path);
  }

  @Test
  void aPathWithoutParametersIsNotCopied() {
    String uri = "/a/b";

    assertThat(RawPath.withoutParameters(uri)).isSameAs(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "/app/users, /app, /users",
    "/app, /app, /",
    "/app/, /app, /",
    "/application/users, /app, /application/users",
    "/users, '', /users",
    "/app/users, /app;v=1, /users",
    "/caf%c3%a9/users, /caf%C3%A9, /users",
    "/caf%C3%A9/a/users, /caf\u00e9/%61, /users",
    "/%61pp, /app, /",
    "/%61ppl/users, /app, /%61ppl/users",
    "/a%2Fb/users, /a/b, /a%2Fb/users",
  })
  void theContextPathIsLeftOut(String path, String contextPath, String within) {
    int start = RawPath.startWithinContext(path, contextPath);

    assertThat(
            new RequestSubject("GET", path, start, OptionalLong.empty(), new AnsweredPaths())
                .pathWithinContext())
        .isEqualTo(within);
  }

  @ParameterizedTest
  @CsvSource({
    "/a%20b, '/a b'",
    "/caf%c3%A9s, /caf\u00e9s",
    "/%, /%",
    "/%4, /%4",
    "/%zz%41, /%zzA",
    "/a%2fb, /a/b",
    "/%ff, /\ufffd",
  })
  void whatIsEncodedIsDecodedForComparing(String path, String decoded) {
    assertThat(RawPath.decoded(path)).isEqualTo(decoded);
  }

  @Test
  void aPathInWhichNothingIsEncodedIsNotCopied() {
    String path = "/a/b";

    assertThat(RawPath.decoded(path)).isSameAs(path);
  }
}
