package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.requestree.profile.Integration;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.Surroundings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

/** What else watches the application learns of each profile, and hurts none. */
class IntegrationsTest {

  private static final Surroundings.Trace TRACE = new Surroundings.Trace("trace", "span");

  /** Writes down what it is told, in the order in which it is. */
  private static final class Recording implements Integration, Integration.Follower {
    final List<String> told = new CopyOnWriteArrayList<>();
    final List<Profile> reported = new CopyOnWriteArrayList<>();
    volatile Surroundings.@Nullable Trace trace = TRACE;

    @Override
    public String name() {
      return "recording";
    }

    @Override
    public Follower begins() {
      told.add("begins");
      return this;
    }

    @Override
    public Surroundings.@Nullable Trace trace() {
      return trace;
    }

    @Override
    public void suspended(Supplier<String> id) {
      told.add("suspended " + id.get());
    }

    @Override
    public void ended(@Nullable String id) {
      told.add("ended " + id);
    }

    @Override
    public void reported(Profile profile) {
      told.add("reported " + profile.id());
      reported.add(profile);
    }
  }

  /** Fails whatever it is asked. */
  public static final class Failing implements Integration, Integration.Follower {

    public Failing() {}

    @Override
    public String name() {
      return "failing";
    }

    @Override
    public Follower begins() {
      return this;
    }

    @Override
    public Surroundings.Trace trace() {
      throw new AssertionError("trace");
    }

    @Override
    public void suspended(Supplier<String> id) {
      throw new AssertionError("suspended");
    }

    @Override
    public void ended(@Nullable String id) {
      throw new AssertionError("ended");
    }

    @Override
    public void reported(Profile profile) {
      throw new AssertionError("reported");
    }
  }

  private final Recording recording = new Recording();
  private @Nullable Profiler profiler;

  @AfterEach
  void close() {
    MDC.clear();
    if (profiler != null) {
      profiler.close();
    }
  }

  private Profiler profiler(Integration integration, ProfileSink sink, Duration slowerThan) {
    profiler =
        Profiler.builder().integration(integration).sink(sink).slowerThan(slowerThan).build();
    return profiler;
  }

  @Test
  void aFollowerIsToldOfTheBeginningTheEndAndTheReport() throws Exception {
    List<Profile> delivered = new CopyOnWriteArrayList<>();
    profiler(recording, delivered::add, Duration.ZERO).call("work", () -> null);
    profiler.close();

    String id = delivered.get(0).id();
    assertThat(recording.told).containsExactly("begins", "ended " + id, "reported " + id);
  }

  @Test
  void whatIsNotWorthAReportHasNoId() throws Exception {
    profiler(recording, profile -> {}, Duration.ofHours(1)).call("work", () -> null);
    profiler.close();

    assertThat(recording.told).containsExactly("begins", "ended null");
  }

  @Test
  void aFollowerIsToldThatARequestGoesOnWithoutAThread() throws Exception {
    List<Profile> delivered = new CopyOnWriteArrayList<>();
    ActiveProfile active =
        profiler(recording, delivered::add, Duration.ZERO).begin(() -> "asynchronous");
    assertThat(active).isNotNull();
    active.enter();
    active.leave();
    active.suspend();
    active.suspend();
    active.finish();
    profiler.close();

    String id = delivered.get(0).id();
    assertThat(recording.told)
        .containsExactly("begins", "suspended " + id, "ended " + id, "reported " + id);
  }

  @Test
  void itsTraceComesBeforeThatOfTheLoggingContext() throws Exception {
    MDC.put("traceId", "logged");
    List<Profile> delivered = new CopyOnWriteArrayList<>();
    profiler(recording, delivered::add, Duration.ZERO).call("work", () -> null);
    profiler.close();
    recording.trace = null;
    profiler(recording, delivered::add, Duration.ZERO).call("work", () -> null);
    profiler.close();

    assertThat(delivered)
        .extracting(profile -> profile.surroundings().trace())
        .containsExactly(TRACE, new Surroundings.Trace("logged", ""));
  }

  @Test
  void whatStillRunsIsReportedToItsFollowerToo() {
    FakeWorld world =
        new FakeWorld(
            SamplingOptions.DEFAULT.withMaxOverhead(1).withStillRunningAfter(Duration.ofSeconds(2)),
            1,
            Profiler.builder().integration(recording));
    ActiveProfile active = world.begin("GET /stuck");
    Segment segment =
        world.enters(active, FakeThread.request("qtp1-1").sleeps(9 * FakeWorld.S, "a.A.a:1"));
    world.passes(3 * FakeWorld.S);

    Profile soFar = world.reported();
    assertThat(recording.reported).containsExactly(soFar);
    assertThat(soFar.stillRunning()).isTrue();
    assertThat(soFar.surroundings().trace()).isEqualTo(TRACE);
    active.state().close(segment);
    world.close();
  }

  @Test
  void oneThatFailsCostsNobodyAnything() throws Exception {
    List<Profile> delivered = new CopyOnWriteArrayList<>();
    profiler(new Failing(), delivered::add, Duration.ZERO);
    assertThat(profiler.<String>call("work", () -> "done")).isEqualTo("done");
    profiler.close();

    assertThat(delivered).hasSize(1);
    assertThat(delivered.get(0).surroundings().trace()).isNull();
    assertThat(profiler.statistics().sinkFailures()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void servicesAreFoundByNameAndBrokenOnesLeftOut(@TempDir Path directory) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Integration.class.getName()),
        "com.example.Missing\n" + Failing.class.getName() + "\njava.lang.String\n");
    URL[] where = {directory.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(where, getClass().getClassLoader())) {
      assertThat(Integrations.find(List.of(), loader)).hasAtLeastOneElementOfType(Failing.class);
      assertThat(Integrations.find(List.of("fail*"), loader))
          .singleElement()
          .isInstanceOf(Failing.class);
      assertThat(Integrations.find(List.of("none"), loader)).isEmpty();
      assertThat(Integrations.find(List.of("!fail*"), loader))
          .extracting(Integration::name)
          .contains("jfr")
          .doesNotContain("failing");
      assertThat(Integrations.find(List.of("*", "!failing"), loader))
          .extracting(Integration::name)
          .contains("jfr")
          .doesNotContain("failing");
    }
  }

  @Test
  void aNameThatNothingHasIsRejectedUnlessItsLibraryAloneIsAbsent() {
    ClassLoader loader = getClass().getClassLoader();
    assertThat(Integrations.find(List.of("opentelemetry"), loader)).isEmpty();
    for (String wrong : List.of("opentelemtry", "!jrf", "other*", "none")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Integrations.find(List.of("jfr", wrong), loader))
          .withMessageStartingWith("integrations is '" + wrong + "', but must be none alone, or ")
          .withMessageContainingAll("async-profiler", "jfr", "opentelemetry");
    }
  }

  @Test
  void aSinkLearnsOfWhatCannotBeReportedToIt() {
    Counting sink = new Counting();
    profiler(recording, sink, Duration.ZERO).begin(new Unreadable()).finish();
    profiler.close();

    assertThat(sink.told).containsExactly("ended", "lost");
    assertThat(profiler.statistics().dropped()).isEqualTo(1);
  }

  /** Fails when its profile is made. */
  private static final class Unreadable implements ActiveProfile.Subject {
    @Override
    public String name() {
      return "unreadable";
    }

    @Override
    public OptionalLong queuedNanos() {
      throw new AssertionError("queuedNanos");
    }
  }

  private static final class Counting implements ProfileSink, ProfileSink.EndListener {
    final List<String> told = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Profile profile) {
      told.add("accepted");
    }

    @Override
    public void ended(ProfileSink.End end) {
      told.add("ended");
    }

    @Override
    public void lost(ProfileSink.End end) {
      told.add("lost");
    }
  }
}
