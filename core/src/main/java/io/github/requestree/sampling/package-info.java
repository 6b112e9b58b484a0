/**
 * Checks running threads and builds trees of their time. Most readers need two types: {@link
 * io.github.requestree.sampling.Profiler}, the engine for any code, and {@link
 * io.github.requestree.sampling.CurrentProfile}, which takes notes. {@link
 * io.github.requestree.sampling.ActiveProfile} is one profile while it runs.
 *
 * <p>Words: a <em>segment</em> is one stay of a profile on one thread, a <em>lane</em> a segment of
 * work handed to another thread. An <em>await</em> is time with no segment open. A <em>tick</em> is
 * one round of the sampler. A <em>check</em> is one look at a thread's CPU clock (in names: poll),
 * a <em>stack</em> one capture (in names: walk). A <em>standstill</em> is the proof that no new
 * stack is needed.
 *
 * <p>The rest of this page is a map of the internal classes. The sub-packages know nothing of
 * threads or profiles that run; each has a page like this one:
 *
 * <ul>
 *   <li>{@code recording}: checks of one thread become a growing tree that adds up.
 *   <li>{@code pacing}: the budget, and the time of the next check.
 *   <li>{@code delivery}: finished profiles go to guarded sinks, within the budget.
 * </ul>
 *
 * <p>The classes of this package tie them to threads and to one another:
 *
 * <ul>
 *   <li>Assembly: {@code ProfilerEngine} makes all parts and decides whether an ended profile is
 *       reported. {@code Engine} is its face to a profile; {@code Jvm} is its face to the JVM, and
 *       {@code RealJvm} the running one.
 *   <li>One profile: the handle is all there is of one that is young. Behind others stands {@code
 *       ProfileState}. {@code Segment} describes the handshake between a request's thread, the
 *       sampler and the reporter. {@code ThreadClocks} keeps a segment's clocks, {@code Recorded}
 *       the growing tree, {@code Noted} the notes of its threads, {@code EventRecorder} the events.
 *   <li>Checks: {@code SamplerThread} sleeps and wakes, {@code Sampler} picks the segments that are
 *       due in one tick, {@code Payer} holds those of one budget, {@code ThreadProbe} checks one
 *       thread. {@code StillRunning} and {@code SuspendedProfiles} watch ages, {@code BlockAlarm}
 *       watches event loops, {@code BusyHistory} remembers work that kept others waiting.
 *   <li>Hand-offs: {@code CurrentSegment} is the thread-local. {@code HandOff} goes from one thread
 *       to another, in {@code CarriedTask}, {@code ProfiledExecutor} or {@code ContextEntry}.
 *   <li>The end: {@code ProfileAssembler} makes the finished {@link
 *       io.github.requestree.profile.Profile} of {@code ChargedSegments}, with {@code AwaitFinder},
 *       {@code Lanes}, {@code TimelineBuilder} and {@code ProfileNotes}. {@code CompletionNotifier}
 *       tells of ends.
 * </ul>
 */
@NullMarked
package io.github.requestree.sampling;

import org.jspecify.annotations.NullMarked;
