/**
 * From time to tree: looks at running threads and says where their time went.
 *
 * <p>You need only {@link io.github.requestree.sampling.Profiler}, the engine for any code, and
 * {@link io.github.requestree.sampling.ActiveProfile}, one profile while it runs. {@link
 * io.github.requestree.sampling.CurrentProfile} takes notes.
 *
 * <p>Words: a <em>segment</em> is one stay of a profile on one thread, a <em>lane</em> a segment of
 * work handed to another thread; an <em>await</em> is time with no segment open. A <em>tick</em> is
 * one round of the sampler, a <em>poll</em> one look at a thread's CPU clock, a <em>walk</em> one
 * captured stack, a <em>standstill</em> the proof that no walk is needed.
 *
 * <p>The map of the rest, which is internal. Its sub-packages know nothing of threads or profiles
 * that run; each has a page like this one:
 *
 * <ul>
 *   <li>{@code recording}: looks at one thread become a growing tree that adds up.
 *   <li>{@code pacing}: what may be spent, and when to look next.
 *   <li>{@code delivery}: finished profiles go to guarded sinks, within the budget.
 * </ul>
 *
 * <p>The rest of this package ties them to threads and to one another:
 *
 * <ul>
 *   <li>Put together: {@code ProfilerEngine} makes all parts and decides what becomes of a profile
 *       that ends. {@code Engine} is what a profile knows of it; {@code Jvm} is all that is asked
 *       of the JVM, {@code RealJvm} asks it.
 *   <li>One profile: {@code ProfileState} is what a handle stands for, with {@code Segment}, whose
 *       page describes the handshake between a request's thread, the sampler and the reporter;
 *       {@code ThreadClocks} is what a segment's clocks said, {@code Recorded} what grows for the
 *       profile, {@code Noted} what its threads have noted, {@code EventRecorder} the events.
 *   <li>Looks: {@code SamplerThread} sleeps and wakes, {@code Sampler} picks what is due in one
 *       tick, {@code Payer} has what one budget pays for, {@code ThreadProbe} looks at one thread.
 *       {@code StillRunning} and {@code SuspendedProfiles} watch ages, {@code BlockAlarm} event
 *       loops, {@code BusyHistory} what kept others waiting.
 *   <li>Hand-offs: {@code CurrentSegment} is the thread-local, {@code HandOff} what goes from one
 *       thread to another, in {@code CarriedTask}, {@code ProfiledExecutor} or {@code
 *       ContextEntry}.
 *   <li>The end: {@code ProfileAssembler} makes the finished {@link
 *       io.github.requestree.profile.Profile} of {@code ChargedSegments}, with {@code AwaitFinder},
 *       {@code Lanes}, {@code TimelineBuilder} and {@code ProfileNotes}; {@code CompletionNotifier}
 *       tells of ends.
 * </ul>
 */
@NullMarked
package io.github.requestree.sampling;

import org.jspecify.annotations.NullMarked;
