package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What came from the network must not look like anything else in the log. */
public abstract class LogSafetyContract extends ContainerContract {

  /** Controls, format characters, and what else could break or turn around a line. */
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private static final int MAX_LINE = 600;

  @Test
  void encodedCrLfAndEscapeNeverReachTheLog() throws Exception {
    TestContainer container = serving();

    // Jetty rejects some of it, Tomcat takes it all.
    RawHttp.exchange(container.port(), "GET /app/a%0d%0aFAKE%1b[31m HTTP/1.1");
    RawHttp.exchange(container.port(), "GET /app/a%c2%9b%e2%80%a8%e2%80%ae HTTP/1.1");
    RawHttp.exchange(container.port(), "GET /app/a?b=%0d%0aFAKE&c=\u009b HTTP/1.1");
    RawHttp.exchange(container.port(), "GET /app/last HTTP/1.1");

    for (String line : loggedUntil("/app/last")) {
      assertThat(line).doesNotStartWith("FAKE");
      assertThat(UNSAFE.matcher(line).find()).as(line).isFalse();
    }
  }

  @Test
  void jsessionidIsStripped() throws Exception {
    TestContainer container = serving();

    String uri = "/app/users;jsessionid=SECRET/1;v=2";
    assertThat(RawHttp.exchange(container.port(), "GET " + uri + "?token=SECRET HTTP/1.1"))
        .startsWith("HTTP/1.1 200");
    RawHttp.exchange(container.port(), "GET /app/last HTTP/1.1");

    loggedUntil("GET /app/users/1 ");
    assertThat(loggedUntil("/app/last"))
        .noneMatch(line -> line.contains("SECRET") || line.contains(";v"));
    assertThat(reports.await(2))
        .extracting(profile -> profile.request().path())
        .contains("/app/users/1");
  }

  @Test
  void aLongPathAndAnOddMethodAreCut() throws Exception {
    TestContainer container = serving();

    RawHttp.exchange(container.port(), "GET /app/" + "x".repeat(5_000) + " HTTP/1.1");
    RawHttp.exchange(container.port(), "M".repeat(200) + " /app/odd HTTP/1.1");
    RawHttp.exchange(container.port(), "GET /app/last HTTP/1.1");

    assertThat(loggedUntil("/app/last")).allMatch(line -> line.length() <= MAX_LINE);
  }

  private TestContainer serving() throws Exception {
    return start(
        new TestApplication()
            .filter(profiling())
            .servlet("/", (request, response) -> Workload.alpha()));
  }

  private List<String> loggedUntil(String path) {
    Await.until(
        "the report of " + path, () -> log.messages().stream().anyMatch(m -> m.contains(path)));
    List<String> lines = log.messages().stream().flatMap(String::lines).toList();
    assertThat(lines).isNotEmpty();
    return lines;
  }
}
