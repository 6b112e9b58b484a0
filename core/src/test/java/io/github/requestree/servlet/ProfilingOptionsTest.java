package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.text.LogSink;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
  void whatDiffersIsWrittenAsInitParams() {
    assertThat(CHANGED)
        .hasToString(
            "ProfilingOptions[interval=500us, maxOverhead=0.5%, trigger=1/100,header:X-Profile,"
                + " secret=(not shown), methods=GET,POST, include=/api/*,"
                + " exclude=/api/health,*.css, slowerThan=300ms, failedOnly=true,"
                + " groupByPath=true, groupEvery=1m, maxReports=5/s, logFormat=json, maxAge=1h, nonBlockingThreads=event-loop,worker-*,"
                + " blockedAfter=20ms, stillRunningAfter=5m,"
                + " arrivalHeader=X-Request-Start,X-Queue-Start, profileHeader=X-Profile-Id,"
                + " directory=reports, directoryFormat=html, directoryFiles=50, directoryBytes=2GB, recentProfiles=500, showHidden=true, limit=20,"
                + " hide=com.lib.*, show=org.hibernate]");
  }

  @ParameterizedTest
  @EnumSource(Option.class)
  void eachOptionIsWrittenAsItIsRead(Option option) {
    String changed = option.write(CHANGED);
    ProfilingOptions.Builder builder = ProfilingOptions.builder();
    // Of a secret "(not shown)" is written, which is too short for one.
    String given = option == Option.SECRET ? SECRET : changed;
    option.read(option == Option.TRIGGER ? builder.secret(SECRET) : builder, " " + given + "\n");

    assertThat(changed).isNotEqualTo(option.byDefault());
    assertThat(option.write(builder.build())).isEqualTo(changed);
    assertThat(builder.build().toString()).contains(option.parameter() + "=" + changed);
  }

  @ParameterizedTest
  @EnumSource(Option.class)
  void theTableNamesTheDefaultThatHolds(Option option) {
    assertThat(option.write(ProfilingOptions.defaults())).isEqualTo(option.byDefault());
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
        "INTERVAL, 99us",
        "INTERVAL, 11s",
        "MAX_OVERHEAD, 0.09%",
        "MAX_OVERHEAD, 101%",
        "TRIGGER, sometimes",
        "TRIGGER, \"5/s,\"",
        "FAILED_ONLY, 1",
        "METHODS, \"GET,,POST\"",
        "METHODS, \"\"",
        "METHODS, G@T",
        "INCLUDE, api/*",
        "EXCLUDE, /a;b",
        "SLOWER_THAN, 25h",
        "GROUP_BY_PATH, yes",
        "GROUP_EVERY, 500ms",
        "GROUP_EVERY, 2h",
        "MAX_REPORTS, 0/s",
        "MAX_REPORTS, 10001/s",
        "MAX_AGE, 999ms",
        "MAX_AGE, 25h",
        "ARRIVAL_HEADER, \"\"",
        "ARRIVAL_HEADER, X-Request-Start:",
        "ARRIVAL_HEADER, \"a,b,c,d,e,f\"",
        "PROFILE_HEADER, \"\"",
        "PROFILE_HEADER, X-Profile: Id",
        "DIRECTORY, \"\"",
        "DIRECTORY_FILES, 0",
        "DIRECTORY_FILES, 10001",
        "DIRECTORY_BYTES, 999kB",
        "DIRECTORY_BYTES, 0MB",
        "DIRECTORY_BYTES, 101GB",
        "SHOW_HIDDEN, on",
        "LIMIT, 0",
        "LIMIT, 10001",
        "HIDE, com/lib",
        "SHOW, \"a, b c\"",
      })
  void aBadValueIsAnErrorThatSaysWhatIsAccepted(Option option, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> option.read(ProfilingOptions.builder(), value))
        .withMessage(
            option.parameter() + " is '" + value + "', but accepted is " + option.accepted());
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
