package io.github.requestree.sampling;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.delivery.Funds;
import io.github.requestree.sampling.delivery.Reporter;
import io.github.requestree.sampling.delivery.SinkQuestions;
import io.github.requestree.sampling.pacing.Budget;
import io.github.requestree.sampling.pacing.RequestThreadCosts;
import io.github.requestree.sampling.pacing.SamplerCosts;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Assembles a profiler from its parts, and decides whether an ended profile is reported, counted or
 * dropped. Thread-safe.
 */
final class ProfilerEngine implements Engine {

  static final int MAX_ALIVE = 10_000;

  private final Jvm jvm;
  private volatile List<ProfileSink> sinks;
  private final long slowerThanNanos;
  private final boolean failedOnly;
  private final Counters counters = new Counters();
  private final Budget budget;
  private final Budget onDemandBudget;
  private final RequestThreadCosts requestCosts;
  private final Sampler sampler;
  private final ProfileAssembler assembler;
  private final GcPauses gcPauses = new GcPauses();
  private final @Nullable GcNotifications gcNotifications;
  private final CallPlace callPlace;
  private final boolean wantsTimeline;
  private final @Nullable SamplerThread samplerThread;
  private final Consumer<Segment> registry;
  private final Reporter reporter;
  private final CompletionNotifier notifier;
  private final Integrations integrations;
  private final NotFollowed notFollowed = new NotFollowed();

  private final ProfileState ended;

  /** Null if nobody wants short profiles. */
  private final @Nullable ShortProfileSample shortSample;

  private volatile boolean closed;

  ProfilerEngine(Profiler.Builder builder) {
    jvm = builder.jvm;
    integrations = new Integrations(builder.integrations(), counters.delivery.sinkFailures);
    sinks = List.copyOf(builder.sinks);
    slowerThanNanos = builder.slowerThan.toNanos();
    failedOnly = builder.failedOnly;
    callPlace = new CallPlace(builder.applicationClasses);
    wantsTimeline = builder.timeline || sinks.stream().anyMatch(SinkQuestions::wantsTimeline);
    budget = new Budget(builder.options.maxOverhead(), jvm.nanoTime());
    onDemandBudget = new Budget(builder.options.maxOverhead(), jvm.nanoTime());
    BusyHistory busyHistory = new BusyHistory(builder.options.blockedAfter().toNanos());
    assembler = new ProfileAssembler(jvm, builder.clock, builder.options, busyHistory, gcPauses);
    reporter =
        new Reporter(
            sinks,
            builder.comparison,
            new Funds(budget, onDemandBudget, jvm),
            counters.delivery,
            this::statistics,
            builder.name,
            builder.closeNanos);
    shortSample =
        builder.comparison != null && (slowerThanNanos > 0 || failedOnly)
            ? new ShortProfileSample(counters, budget, jvm.nanoTime())
            : null;
    notifier = new CompletionNotifier(sinks, reporter, counters);
    requestCosts =
        new RequestThreadCosts(
            jvm, builder.options.maxOverhead(), notifier.areWanted(), integrations.count());
    Payers payers =
        new Payers(
            builder.random,
            budget,
            onDemandBudget,
            new SamplerCosts(jvm),
            requestCosts,
            builder.options.interval().toNanos());
    sampler =
        new Sampler(
            jvm,
            builder.options,
            payers,
            counters,
            assembler,
            reporter,
            stillRunningNanos(builder));
    samplerThread =
        builder.threads ? new SamplerThread(this, sampler, builder.options, builder.name) : null;
    gcNotifications = builder.threads ? GcNotifications.listen(gcPauses, jvm::nanoTime) : null;
    registry =
        builder.registry != null
            ? builder.registry
            : samplerThread != null ? samplerThread::register : sampler::takeIn;
    ended = new ProfileState(this, () -> "", false, 0, Followers.NONE);
    ended.end();
    tellSinks();
  }

  /**
   * Returns the age from which on a running profile is reported. A profile that is not yet slow
   * enough to be reported is no news, nor is one that has not failed yet.
   */
  private static long stillRunningNanos(Profiler.Builder builder) {
    Duration after = builder.options.stillRunningAfter();
    return after.isZero() || builder.failedOnly
        ? 0
        : Math.max(after.toNanos(), builder.slowerThan.toNanos());
  }

  private void tellSinks() {
    for (ProfileSink sink : sinks) {
      ProfilerStatistics.Listener listener =
          SinkQuestions.as(sink, ProfilerStatistics.Listener.class);
      try {
        if (listener != null) {
          listener.watches(this::statistics);
        }
        sink.watch(this::running);
      } catch (Throwable e) {
        counters.delivery.sinkFailures.increment();
      }
    }
  }

  private List<Profile> running(String id) {
    Runnable hurry = samplerThread == null ? () -> {} : samplerThread::hurry;
    boolean none = closed || counters.alive() == 0;
    return none ? List.of() : sampler.stillRunning.ask(id, hurry);
  }

  /** Returns whether a profile started now would be delivered to anyone. */
  boolean isActive() {
    if (closed) {
      return false;
    }
    List<ProfileSink> asked = sinks;
    // By index: an iterator for each request is garbage.
    for (int i = 0; i < asked.size(); i++) {
      try {
        if (asked.get(i).isActive()) {
          return true;
        }
      } catch (Throwable e) {
        reporter.failedToSay(i, e);
      }
    }
    return false;
  }

  /** Starts a profile that no thread has entered yet; returns null if there is to be none. */
  @Nullable ActiveProfile begin(ActiveProfile.Subject subject) {
    if (!isActive()) {
      return null;
    }
    // Young ones are bounded by their slots.
    if (counters.aliveAndKnown() >= MAX_ALIVE) {
      counters.refused.increment();
      return null;
    }
    return start(subject);
  }

  /** Starts a profile, whether or not anybody wants it. */
  ActiveProfile start(ActiveProfile.Subject subject) {
    try {
      return new ActiveProfile(this, subject, integrations.begin());
    } catch (Throwable e) {
      // No memory for it; each start has its end.
      becameKnown(false, false);
      gaveUp();
      throw e;
    }
  }

  ProfilerStatistics statistics() {
    return counters.read(
        ActiveProfile.scan(this), reporter.queued(), budget, onDemandBudget, reporter.sinks());
  }

  /** Stops the threads; finished profiles are delivered first. */
  void close() {
    closed = true;
    if (samplerThread != null) {
      samplerThread.stop();
    }
    reporter.stop();
    if (gcNotifications != null) {
      gcNotifications.close();
    }
    // Whoever keeps a closed profiler, for its statistics, keeps nothing but these.
    notifier.close();
    integrations.close();
    sinks = List.of();
  }

  @Override
  public void opened(Segment segment) {
    counters.segmentOpens();
    try {
      registry.accept(segment);
    } catch (Throwable e) {
      segment.profile.samplingFailed();
    }
  }

  @Override
  public void closed() {
    counters.segmentCloses();
  }

  @Override
  public void suspended(ProfileState profile) {
    if (samplerThread != null) {
      samplerThread.registerSuspended(profile);
    } else {
      sampler.takeInSuspended(profile);
    }
  }

  @Override
  public void finished(ProfileState profile) {
    long nanos = profile.endNanos() - profile.startNanos();
    boolean wanted =
        nanos >= slowerThanNanos && (!failedOnly || UserCode.hasFailed(profile.subject()));
    if (wanted) {
      counters.longEnough.increment();
    }
    counters.profileEnds();
    profile.noted().followers.ended(wanted ? profile : null);
    if (notifier.areWanted()) {
      notifier.ended(profile, wanted);
    }
    if (wanted) {
      if (!isOffered(profile)) {
        counters.delivery.dropped.increment();
        notifier.lost(profile);
      }
    } else if (shortSample != null && profile.isSampled(profile.endNanos())) {
      offerShort(profile, shortSample.takeCount());
    }
  }

  private boolean isOffered(ProfileState profile) {
    try {
      EndedProfile ended = new EndedProfile(profile, notifier);
      return reporter.offer(ended, profile.bytes(), profile.isOnDemand());
    } catch (Throwable e) {
      // No memory even for that.
      return false;
    }
  }

  private void offerShort(ProfileState profile, long standsFor) {
    try {
      reporter.offerShort(new EndedProfile(profile, null), profile.bytes(), standsFor);
    } catch (Throwable e) {
      // No memory: another one will be the sample.
    }
  }

  @Override
  public void upgraded() {
    counters.upgraded.increment();
    counters.profileEnds();
  }

  @Override
  public void gaveUp() {
    counters.longEnough.increment();
    counters.delivery.dropped.increment();
    counters.profileEnds();
  }

  @Override
  public boolean tellsOfEnds() {
    return notifier.areWanted();
  }

  @Override
  public boolean samplesShortOne(long nowNanos) {
    return shortSample != null && shortSample.choose(nowNanos);
  }

  @Override
  public void expired(ProfileState profile) {
    counters.expired.increment();
    finished(profile);
  }

  @Override
  public Profile assemble(ProfileState profile) {
    return assembler.assemble(profile);
  }

  @Override
  public Profile stopped(ProfileState profile) {
    counters.longEnough.increment();
    counters.profileEnds();
    try {
      Followers followers = profile.noted().followers;
      followers.ended(profile);
      Profile assembled = assembler.assemble(profile);
      followers.reported(assembled);
      counters.delivery.reported.increment();
      return assembled;
    } catch (Throwable e) {
      counters.delivery.dropped.increment();
      throw e;
    }
  }

  @Override
  public Jvm jvm() {
    return jvm;
  }

  @Override
  public boolean readsClocksAtStart() {
    return (slowerThanNanos == 0 && !failedOnly) || requestCosts.affordsClocks();
  }

  @Override
  public long inFlight() {
    return counters.alive();
  }

  @Override
  public void becameKnown(boolean wasYoung, boolean isNot) {
    counters.profileIsKnown(wasYoung, isNot ? -1 : 1);
  }

  @Override
  public void countYoung(int slot, int difference) {
    counters.youngStarts(slot, difference);
  }

  @Override
  public void countYoungEnd(int slot) {
    counters.youngEnds(slot);
  }

  @Override
  public void enteredYoung(long nanos) {
    if (samplerThread != null) {
      samplerThread.wakeFor(nanos);
    }
  }

  @Override
  public ProfileState ended() {
    return ended;
  }

  @Override
  public long slowerThanNanos() {
    return slowerThanNanos;
  }

  @Override
  public boolean wantsTimeline() {
    return wantsTimeline;
  }

  @Override
  public NotFollowed notFollowed() {
    return notFollowed;
  }

  @Override
  public CallPlace callPlace() {
    return callPlace;
  }

  @Override
  public Budget budget(boolean onDemand) {
    return onDemand ? onDemandBudget : budget;
  }

  @Override
  public GcPauses gcPauses() {
    return gcPauses;
  }

  Counters counters() {
    return counters;
  }

  /** Returns the sampler, for tests that tick it themselves. */
  Sampler sampler() {
    return sampler;
  }
}
