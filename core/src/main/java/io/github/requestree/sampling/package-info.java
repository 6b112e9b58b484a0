/**
 * From time to tree: looks at running threads and says where their time went.
 *
 * <ul>
 *   <li>A {@link io.github.requestree.sampling.Profiler} is the engine, for any code.
 *   <li>An {@link io.github.requestree.sampling.ActiveProfile} is one profile while it runs.
 * </ul>
 *
 * Words: a <em>segment</em> is one stay of a profile on one thread, a <em>lane</em> a segment of
 * work handed to another thread; a <em>tick</em> is one round of the sampler, a <em>poll</em> one
 * look at a thread's CPU clock, a <em>walk</em> one captured stack.
 */
@NullMarked
package io.github.requestree.sampling;

import org.jspecify.annotations.NullMarked;
