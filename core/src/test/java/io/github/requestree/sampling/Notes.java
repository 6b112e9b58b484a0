package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Profiles what a test does, and gives what was noted. Classes named Shop are the application. */
public final class Notes implements AutoCloseable {

  /** What a test does. */
  public interface Work {
    void run() throws Exception;
  }

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .applicationClasses(name -> name.endsWith("$Shop"))
          .sink(reported::add)
          .build();

  public List<Profile.Event> of(Work work) throws Exception {
    profiler.call(
        "test",
        () -> {
          work.run();
          return null;
        });
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    assertThat(profile.notes()).allMatch(note -> note.startsWith("nothing was sampled: "));
    return profile.events();
  }

  public Profile.Event onlyOneOf(Work work) throws Exception {
    List<Profile.Event> events = of(work);
    assertThat(events).hasSize(1);
    return events.get(0);
  }

  @Override
  public void close() {
    profiler.close();
  }
}
