package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.requestree.internal.Option;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.text.LogSink;
import io.github.requestree.text.TextReport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ProfilingOptionsTest {

  private static final String SECRET = "0123456789abcdef";

  private static final ProfilingOptions CHANGED =
      ProfilingOptions.builder()
          .interval(Duration.ofNanos(500_000))
          .maxOverhead(0.005)
          .trigger(Trigger.oneIn(100).or(Trigger.onDemandByHeader("X-Profile")))
          .secret(SECRET)
          .methods("get", "POST")
          .include("/api/*")
          .exclude("/api/health", "*.css")
          .slowerThan(Duration.ofMillis(300))
          .failedOnly(true)
          .groupByPath(true)
          .groupEvery(Duration.ofMinutes(1))
          .maxReports(5)
          .logFormat(LogSink.Format.JSON)
          .colour(TextReport.Colour.AUTO)
          .maxAge(Duration.ofHours(1))
          .nonBlockingThreads("event-loop", "worker-*")
          .blockedAfter(Duration.ofMillis(20))
          .stillRunningAfter(Duration.ofMinutes(5))
          .arrivalHeader("X-Request-Start", "X-Queue-Start")
          .profileHeader("X-Profile-Id")
          .directory(Path.of("reports"))
          .directoryFormat("html")
          .directoryFiles(50)
          .directoryBytes(2_000_000_000)
          .recentProfiles(500)
          .editorLink("idea://open?file={file}&line={line}")
          .badge(true)
          .integrations("opentelemetry", "jfr")
          .showHidden(true)
          .limit(20)
          .hide("com.lib.*")
          .show("org.hibernate")
          .build();

  @Test
  void theDefaultsSayNothing() {
    assertThat(ProfilingOptions.defaults()).hasToString("ProfilingOptions[]");
  }

  @Test
  void anOptionIsSetByItsNameAsInitParamsDo() {
    assertThat(ProfilingOptions.builder().set("slowerThan", " 300ms ").build())
        .hasToString("ProfilingOptions[slowerThan=300ms]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfilingOptions.builder().set("slowerThan", "soon"))
        .withMessageStartingWith("slowerThan is 'soon', but must be 0 to 24h");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfilingOptions.builder().set("slower\n", "1s"))
        .withMessageStartingWith("'slower\\u000A' is no option; known are interval, ");
  }

  @Test
  void whatDiffersIsWrittenAsInitParams() {
    assertThat(CHANGED)
        .hasToString(
            "ProfilingOptions[interval=500us, maxOverhead=0.5%, trigger=1/100,header:X-Profile,"
                + " secret=(not shown), methods=GET,POST, include=/api/*,"
                + " exclude=/api/health,*.css, slowerThan=300ms, failedOnly=true,"
                + " groupByPath=true, groupEvery=1m, maxReports=5/s, logFormat=json, colour=auto, maxAge=1h, nonBlockingThreads=event-loop,worker-*,"
                + " blockedAfter=20ms, stillRunningAfter=5m,"
                + " arrivalHeader=X-Request-Start,X-Queue-Start, profileHeader=X-Profile-Id,"
                + " directory=reports, directoryFormat=html, directoryFiles=50, directoryBytes=2GB, recentProfiles=500,"
                + " editorLink=idea://open?file={file}&line={line}, badge=true, integrations=opentelemetry,jfr, showHidden=true, limit=20,"
                + " hide=com.lib.*, show=org.hibernate]");
  }

  @ParameterizedTest
  @FieldSource("io.github.requestree.servlet.ProfilingOptions#ALL")
  <T> void eachOptionIsWrittenAsItIsRead(Option<T> option) {
    String changed = option.write(CHANGED.get(option));
    ProfilingOptions.Builder builder = ProfilingOptions.builder();
    // Of a secret "(not shown)" is written, which is too short for one.
    String given = option.name().equals("secret") ? SECRET : changed;
    if (option.name().equals("trigger")) {
      builder.secret(SECRET);
    }
    builder.read(option, " " + given + "\n");

    assertThat(changed).isNotEqualTo(option.write(option.byDefault()));
    assertThat(option.write(builder.build().get(option))).isEqualTo(changed);
    assertThat(builder.build().toString()).contains(option.name() + "=" + changed);
  }

  @ParameterizedTest
  @FieldSource("io.github.requestree.servlet.ProfilingOptions#ALL")
  <T> void theRowHasTheDefaultThatHolds(Option<T> option) {
    assertThat(ProfilingOptions.defaults().get(option)).isEqualTo(option.byDefault());
  }

  @Test
  void theRowsOfFormatsNameThemAll() {
    String formats = String.join(", ", Formats.names()).replace(", html", " or html");
    assertThat(ProfilingOptions.DIRECTORY_FORMAT.accepted()).isEqualTo(formats);
    assertThat(ProfilingOptions.LOG_FORMAT.accepted()).isEqualTo("text or json");
    assertThat(LogSink.Format.values()).hasSize(2);
  }

  @Test
  void methodsAreTakenOneByOneAndInUpperCase() {
    assertThat(ProfilingOptions.builder().read(ProfilingOptions.METHODS, "get,Post").build())
        .hasToString("ProfilingOptions[methods=GET,POST]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfilingOptions.builder().methods("GET,POST"))
        .withMessageContaining("methods is 'GET,POST', but must be ");
  }

  @Test
  void aBuilderMadeFromOptionsKeepsThemAll() {
    ProfileSink sink = profile -> {};
    ProfilingOptions options = CHANGED.toBuilder().addSink(sink).build();

    assertThat(options.toBuilder().build().sinks).containsExactly(sink);
    assertThat(options.toBuilder().build()).hasToString(options.toString());
    assertThat(CHANGED.sinks).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "interval, 99us",
        "interval, 11s",
        "maxOverhead, 0.09%",
        "maxOverhead, 101%",
        "trigger, sometimes",
        "trigger, \"5/s,\"",
        "failedOnly, 1",
        "colour, yes",
        "colour, AUTO",
        "methods, \"GET,,POST\"",
        "methods, \"\"",
        "methods, G@T",
        "include, api/*",
        "exclude, /a;b",
        "slowerThan, 25h",
        "groupByPath, yes",
        "groupEvery, 500ms",
        "groupEvery, 2h",
        "maxReports, 0/s",
        "maxReports, 10001/s",
        "maxAge, 999ms",
        "maxAge, 25h",
        "arrivalHeader, \"\"",
        "arrivalHeader, X-Request-Start:",
        "arrivalHeader, \"a,b,c,d,e,f\"",
        "profileHeader, \"\"",
        "profileHeader, X-Profile: Id",
        "directory, \"\"",
        "directoryFiles, 0",
        "directoryFiles, 10001",
        "directoryBytes, 999kB",
        "directoryBytes, 0MB",
        "directoryBytes, 101GB",
        "showHidden, on",
        "logFormat, yaml",
        "directoryFormat, TEXT",
        "blockedAfter, 0",
        "stillRunningAfter, 500ms",
        "recentProfiles, 10001",
        "editorLink, \"\"",
        "editorLink, javascript:{file}",
        "nonBlockingThreads, \"a,,b\"",
        "limit, 0",
        "limit, 10001",
        "hide, com/lib",
        "show, \"a, b c\"",
      })
  void aBadValueIsAnErrorThatSaysWhatIsAccepted(String name, String value) {
    Option<?> option =
        ProfilingOptions.ALL.stream().filter(row -> row.name().equals(name)).findAny().get();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProfilingOptions.builder().read(option, value))
        .withMessage(name + " is '" + value + "', but must be " + option.accepted());
  }

  @Test
  void profilingOnDemandWithoutASecretIsAnError() {
    ProfilingOptions.Builder builder =
        ProfilingOptions.builder()
            .trigger(Trigger.perSecond(5).or(Trigger.onDemandByParameter("profile")));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage(
            "trigger is '5/s,parameter:profile', but parameter and header are accepted only with"
                + " secret, which is 16 to 200 characters, or env:NAME or file:PATH that holds"
                + " them; or, in code, with a predicate of your own");
    assertThat(builder.secret(SECRET).build().toString()).doesNotContain(SECRET);
    assertThat(
            ProfilingOptions.builder()
                .trigger(Trigger.onDemandByParameter("profile", SECRET::equals))
                .build())
        .hasToString("ProfilingOptions[trigger=parameter:profile]");
  }

  @Test
  void theBuilderRejectsWhatInitParamsReject() {
    ProfilingOptions.Builder builder = ProfilingOptions.builder();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.interval(Duration.ofSeconds(11)))
        .withMessageContaining("interval is '11s'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxOverhead(Double.NaN))
        .withMessageContaining("maxOverhead is 'NaN'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxOverhead(1.5))
        .withMessageContaining("maxOverhead is '150%'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxAge(Duration.ofSeconds(-1)))
        .withMessageContaining("maxAge is 'PT-1S'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.include("no-slash"))
        .withMessageContaining("include is 'no-slash'");
    assertThat(builder.build()).hasToString("ProfilingOptions[]");
  }
}
