/**
 * A small web service to try Requestree on, the same on every container. Most readers need two
 * types: {@link io.github.requestree.example.DemoApplication} and {@link
 * io.github.requestree.example.ExampleLauncher}.
 *
 * <ul>
 *   <li>{@link io.github.requestree.example.DemoApplication} is the service: its routes and
 *       threads.
 *   <li>{@link io.github.requestree.example.ExampleLauncher} runs it from a command line, with
 *       {@link io.github.requestree.example.ExampleArguments}.
 * </ul>
 *
 * Start reading at {@code BlockingRoutes}.
 */
@NullMarked
package io.github.requestree.example;

import org.jspecify.annotations.NullMarked;
