package io.github.requestree.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.servlet.DocumentedOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Compares what editors show of the properties with the one table of options. */
class MetadataTest {

  private static final String FILE = "/META-INF/spring-configuration-metadata.json";
  private static final String FLAG = "java.lang.Boolean";
  private static final String TEXT = "java.lang.String";

  private static final List<DocumentedOption> OF_THE_STARTER =
      List.of(
          own("enabled", "true", FLAG, "Whether requests are profiled at all."),
          own(
              "mode",
              "auto",
              TEXT,
              "Whom the defaults are for: development, production, or auto. With auto it is"
                  + " development if devtools is on the class path or profile dev or local is"
                  + " active."),
          own(
              "defaultExclusions",
              "true",
              FLAG,
              "Whether static files, the actuator and /favicon.ico are not profiled."),
          own("page.path", "/profiles", TEXT, "Path of the page, which development alone has."),
          own("queries.enabled", "true", FLAG, "Whether the queries of data sources are noted."),
          own("tasks.enabled", "true", FLAG, "Whether work on Spring's executors is followed."),
          own("observations.enabled", "true", FLAG, "Whether observations are noted."),
          own(
              "metrics.enabled",
              "true",
              FLAG,
              "Whether the time of each route is counted in the meter registry."),
          own(
              "traces.enabled",
              "true",
              FLAG,
              "Whether reports have the trace of OpenTelemetry, and its spans their report."),
          own(
              "pyroscope.url",
              "",
              TEXT,
              "Address of the Pyroscope server that profiles are pushed to, such as http://pyroscope:4040; without it none are."),
          own(
              "pyroscope.service-name",
              "",
              TEXT,
              "Name of the application there; otherwise spring.application.name."),
          own(
              "pyroscope.instance",
              "",
              TEXT,
              "Name of this instance, which then has series of its own."),
          own("pyroscope.tenant", "", TEXT, "Tenant there, X-Scope-OrgID."),
          own("pyroscope.user", "", TEXT, "User for basic authentication."),
          own(
              "pyroscope.password",
              "",
              TEXT,
              "Password of the user, or env:NAME or file:PATH that holds it."),
          own("pyroscope.token", "", TEXT, "Bearer token, or env:NAME or file:PATH that holds it."),
          own(
              "pyroscope.every",
              "1m",
              "java.time.Duration",
              "How often routes are pushed. Accepted: 10s to 10m."),
          own(
              "pyroscope.slow-requests",
              "1s",
              "java.time.Duration",
              "From which duration on requests are pushed one by one too. Accepted: 1ms to 1h, or 0 for none."),
          own(
              "pyroscope.routes",
              "20",
              "java.lang.Integer",
              "How many routes have series of their own. Accepted: 1 to 200."),
          own(
              "pyroscope.labels",
              "",
              "java.util.Map<java.lang.String,java.lang.String>",
              "Labels of all series, at most ten."));

  @Test
  void theFileSaysWhatTheTableSays() throws IOException {
    assertThat(file()).isEqualTo(expected());
  }

  private static DocumentedOption own(String name, String byDefault, String type, String meaning) {
    return new DocumentedOption(name, byDefault, "", meaning, type);
  }

  private static String file() throws IOException {
    try (InputStream in = MetadataTest.class.getResourceAsStream(FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String expected() {
    List<DocumentedOption> all = new ArrayList<>(OF_THE_STARTER);
    all.addAll(DocumentedOption.all());
    return "{\n  \"groups\": [],\n  \"properties\": [\n"
        + String.join(",\n", all.stream().map(MetadataTest::entry).toList())
        + "\n  ]\n}\n";
  }

  private static String entry(DocumentedOption option) {
    List<String> fields = new ArrayList<>();
    fields.add(field("name", OptionProperties.property(option.name())));
    fields.add(field("type", option.type()));
    String accepted = option.accepted().isEmpty() ? "" : " Accepted: " + option.accepted() + ".";
    fields.add(field("description", sentence(option.meaning()) + accepted));
    if (!option.byDefault().isEmpty()) {
      boolean isText = option.type().equals(TEXT) || option.type().endsWith("Duration");
      fields.add(
          isText
              ? field("defaultValue", option.byDefault())
              : "      \"defaultValue\": " + option.byDefault());
    }
    return "    {\n" + String.join(",\n", fields) + "\n    }";
  }

  /** The meaning as a sentence, without the marks and links of Markdown. */
  private static String sentence(String meaning) {
    String plain =
        meaning.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replaceAll(", see below$", "");
    plain = plain.replaceAll("; see below$", "").replace("`", "");
    return Character.toUpperCase(plain.charAt(0))
        + plain.substring(1)
        + (plain.endsWith(".") ? "" : ".");
  }

  private static String field(String name, String text) {
    return "      \"" + name + "\": \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
