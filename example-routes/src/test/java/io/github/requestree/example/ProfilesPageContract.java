package io.github.requestree.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo's page of profiles, on every container: {@code /sync_blocking} in each format. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class ProfilesPageContract {

  private static final Pattern LINK =
      Pattern.compile("href=\"\\./profiles/([0-9a-f]{32})\"><bdi>/sync_blocking</bdi>");

  private final ExampleLauncher.Container container;
  private LoggedReports reports;
  private RunningExample example;
  private ExampleClient client;
  private String id;

  protected ProfilesPageContract(ExampleLauncher.Container container) {
    this.container = container;
  }

  @BeforeAll
  void askForOneProfile() throws Exception {
    reports = new LoggedReports();
    example = container.start(new ExampleArguments(0, 4, false, true, Map.of()));
    client = ExampleClient.of(example);
    client.get("/sync_blocking?scale=0.1");
    reports.take("GET", "/sync_blocking");
    for (int i = 0; id == null && i < 1_000; i++) {
      Matcher link = LINK.matcher(client.get("/profiles").body());
      id = link.find() ? link.group(1) : null;
    }
    assertThat(id).as("the profile in the list").isNotNull();
  }

  @AfterAll
  void stop() {
    example.close();
    reports.close();
  }

  @Test
  void theIndexLinksToThePage() throws Exception {
    assertThat(client.get("/").body()).contains("<a href=\"/profiles\">");
  }

  @Test
  void theIndexHasTheBadgeUnderAStrictPolicy() throws Exception {
    HttpResponse<String> index = client.get("/");

    assertThat(index.body()).contains("<script src=\"/profiles/badge.js\" defer></script>");
    assertThat(index.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self' 'sha256-")
        .doesNotContain("unsafe");
    assertThat(index.headers().firstValue("Server-Timing").orElse(""))
        .matches("profile;desc=\"[0-9a-f]{32}\"");
    assertThat(client.get("/profiles/badge.js").body()).startsWith("(() => {\n\"use strict\";");
  }

  @Test
  void theListHasItsFigures() throws Exception {
    assertThat(client.get("/profiles").body())
        .contains("<td class=path><span>GET</span> <a href=\"./profiles/" + id + "\">")
        .containsPattern("<td class=n>\\d\\.\\d{3} s<td class=path><span>GET</span> <a ")
        .containsPattern("cpu \\d\\.\\d{3} s, waiting \\d\\.\\d{3} s");
  }

  @Test
  void theProfilesPageRunsNothingButItsOwnScript() throws Exception {
    HttpResponse<String> page = client.get("/profiles/" + id);

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("GET /sync_blocking", "SlowWork", "./" + id + ".pprof.gz");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'sha256-", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @ParameterizedTest
  @CsvSource({
    ".txt, text/plain, inline",
    ".json, application/json, attachment",
    ".speedscope.json, application/json, attachment",
    ".collapsed.txt, text/plain, attachment",
    ".html, text/html, attachment"
  })
  void aProfileIsThereInEachFormat(String suffix, String mediaType, String how) throws Exception {
    HttpResponse<String> file = client.get("/profiles/" + id + suffix);

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith(mediaType);
    assertThat(file.headers().firstValue("Content-Disposition"))
        .contains(how + "; filename=\"profile-" + id + suffix + "\"");
    assertThat(file.body()).contains("slowOperation");
  }

  @Test
  void theJsonIsThatProfile() throws Exception {
    JsonNode json = ExampleClient.json(client.get("/profiles/" + id + ".json"));

    assertThat(json.get("id").asText()).isEqualTo(id);
    assertThat(json.get("request").get("path").asText()).isEqualTo("/sync_blocking");
  }

  @Test
  void thePprofFileIsZipped() throws Exception {
    byte[] file = client.getBytes("/profiles/" + id + ".pprof.gz");
    byte[] inside = new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();

    assertThat(new String(inside, StandardCharsets.ISO_8859_1)).contains("slowOperation");
  }
}
