package io.github.requestree.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.jdbc.QueryListener;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.SamplingOptions;
import io.github.requestree.sampling.Trees;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.TextReport;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;

/** Profiles what an application does, and tells its code from libraries as the filter does. */
final class Profiling implements AutoCloseable {

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .applicationClasses(Shaping.DEFAULT::isApplicationClass)
          .sink(reported::add)
          .build();

  interface Work {
    void run() throws Exception;
  }

  static DataSource proxied(DataSource database) {
    return ProxyDataSourceBuilder.create(database).listener(new QueryListener()).build();
  }

  Profile of(Work work) throws Exception {
    profiler.call(
        "test",
        () -> {
          work.run();
          return null;
        });
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    return profile;
  }

  /** How long calls below that method waited for this. */
  static long waited(Profile profile, String method, WaitKind kind) {
    return Trees.all(Trees.node(profile.root(), method), node -> true).stream()
        .map(CallNode::selfWaiting)
        .mapToLong(waiting -> waiting.getOrDefault(kind, 0L))
        .sum();
  }

  /** The report of it, as the log would have it. */
  static String report(Profile profile) {
    return TextReport.create().toText(profile);
  }

  static Profile.Event event(Profile profile, String text) {
    return profile.events().stream()
        .filter(event -> event.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError(text + " is not in " + profile.events()));
  }

  @Override
  public void close() {
    profiler.close();
  }
}
