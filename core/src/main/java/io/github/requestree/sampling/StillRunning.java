package io.github.requestree.sampling;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.delivery.SamplerEvents;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.pacing.SamplerCosts;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reports profiles that have not ended after a long time, and again whenever that time has doubled.
 * It reports one per tick, and only while no report is to be paid: thousands may be stuck at once.
 * <em>Not</em> thread-safe: for the sampler alone, except for {@link #ask}.
 */
final class StillRunning {

  /** The most profiles that wait; others are noted again at their next check. */
  private static final int MAX_DUE = 100;

  private static final int MAX_ANSWERS = 100;
  private static final int ASK_PAUSES = 200;
  private static final long ASK_PAUSE_NANOS = 5_000_000;

  /** A question of another thread, for a profile or, with an empty id, for all. */
  private record Question(String id, CompletableFuture<List<Profile>> answer) {}

  private final Jvm jvm;
  private final ThreadProbe probe;
  private final ProfileAssembler assembler;
  private final SamplerCosts costs;
  private final Counters counters;
  private final SamplerEvents news;

  /** The age at which it reports; 0 for never. */
  private final long afterNanos;

  private final Deque<ProfileState> due = new ArrayDeque<>();

  /** There is one at a time: the others get no answer, and no thread waits for another. */
  private final AtomicReference<@Nullable Question> asked = new AtomicReference<>();

  StillRunning(
      Jvm jvm,
      ThreadProbe probe,
      ProfileAssembler assembler,
      SamplerCosts costs,
      Counters counters,
      SamplerEvents news,
      long afterNanos) {
    this.jvm = jvm;
    this.probe = probe;
    this.assembler = assembler;
    this.costs = costs;
    this.counters = counters;
    this.news = news;
    this.afterNanos = afterNanos;
  }

  /** Notes a profile if it has run so long that it must be reported. */
  void noteIfDue(ProfileState profile, long now) {
    long age = now - profile.startNanos();
    if (afterNanos > 0
        && age >= Math.max(afterNanos, 2 * profile.reportedAtAgeNanos)
        && !profile.isFinished()
        && due.size() < MAX_DUE
        && !due.contains(profile)) {
      due.add(profile);
    }
  }

  /** Reports one of those that were noted. */
  void reportOne(long now) {
    while (!due.isEmpty() && due.element().isFinished()) {
      due.remove();
    }
    for (ProfileState profile : due) {
      if (profile.budget().nanosUntilReport(now) == 0) {
        due.remove(profile);
        report(profile);
        return;
      }
    }
  }

  private void report(ProfileState profile) {
    long before = profile.reportedAtAgeNanos;
    // This comes first: if it fails, it must not be tried again with each tick.
    profile.reportedAtAgeNanos = jvm.nanoTime() - profile.startNanos();
    Profile soFar = soFar(profile);
    if (soFar != null) {
      EndedProfile running = new EndedProfile(profile, null);
      news.stillRunning(soFar, running, profile.bytes(), profile.isOnDemand());
    } else {
      profile.reportedAtAgeNanos = before;
    }
    // A report may cost this much; a tick of this cost would be taken for an error.
    long spent = costs.apart();
    profile.budget().chargeReport(spent);
  }

  private @Nullable Profile soFar(ProfileState profile) {
    for (Segment s = profile.segments(); s != null; s = s.nextOfProfile) {
      try {
        probe.closely(s);
      } catch (Throwable e) {
        profile.samplingFailed();
        counters.samplingFailures.increment();
        news.samplingFailed(e);
      }
    }
    return assembler.soFar(profile);
  }

  /**
   * Answers a sink that {@linkplain io.github.requestree.profile.ProfileSink#watch watches}. Any
   * thread may call it.
   *
   * @param hurry has the sampler tick soon
   */
  List<Profile> ask(String id, Runnable hurry) {
    Question question = new Question(id, new CompletableFuture<>());
    if (asked.compareAndSet(null, question)) {
      hurry.run();
      for (int i = 0; i < ASK_PAUSES && !question.answer.isDone(); i++) {
        LockSupport.parkNanos(this, ASK_PAUSE_NANOS);
      }
      asked.set(null);
    }
    return question.answer.exceptionally(e -> List.of()).getNow(List.of());
  }

  /** Answers a thread that asks, unless the budget is used up. */
  void answer(Payers payers, SuspendedProfiles suspended, long now) {
    Question question = asked.get();
    Budget budget = payers.usual.budget;
    if (question != null && !question.answer.isDone() && budget.nanosUntilReport(now) == 0) {
      // What a subject throws, which may be code of anybody, is the answer.
      Stream<Segment> open = Stream.of(payers.all).flatMap(payer -> payer.segments.stream());
      Stream<ProfileState> all = Stream.concat(open.map(s -> s.profile), suspended.all());
      question.answer.completeAsync(() -> answer(question.id, all, now), Runnable::run);
      budget.chargeReport(costs.apart());
    }
  }

  private List<Profile> answer(String id, Stream<ProfileState> running, long now) {
    return running
        .distinct()
        .filter(one -> !one.isFinished() && (id.isEmpty() || id.equals(one.id())))
        .sorted(Comparator.comparingLong(one -> one.startNanos() - now))
        .limit(MAX_ANSWERS)
        .flatMap(one -> Stream.ofNullable(id.isEmpty() ? head(one, now) : soFar(one)))
        .toList();
  }

  private static Profile head(ProfileState profile, long now) {
    long age = now - profile.startNanos();
    String name = profile.subject().name();
    CallNode whole = CallNode.builder(Frame.of(Frame.Kind.ROOT, name)).selfNanos(age).build();
    return Profile.builder(profile.id(), name, Instant.now().minusNanos(age), whole)
        .stillRunning(true)
        .build();
  }
}
