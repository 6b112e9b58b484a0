/**
 * Where reports go.
 *
 * <ul>
 *   <li>{@link io.github.requestree.sink.LogSink} writes each report as one event to the log, as
 *       often as its {@code Rate} allows.
 *   <li>{@link io.github.requestree.sink.DirectorySink} writes each into a file that {@code
 *       FileName} names, and {@code KeptFiles} bounds their number.
 *   <li>{@link io.github.requestree.sink.RecentProfiles} keeps profiles in memory, on a {@code
 *       Shelf} each for the recent ones, the slowest, and routes; {@code ProfileSize} says how much
 *       they hold.
 *   <li>{@code KeyValues} repeats the report's figures for machines.
 *   <li>{@code JsonLine} is what it writes for collectors that read line by line.
 * </ul>
 */
@NullMarked
package io.github.requestree.sink;

import org.jspecify.annotations.NullMarked;
