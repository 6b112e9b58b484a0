/**
 * A profile as text, and the log.
 *
 * <ul>
 *   <li>{@link io.github.requestree.text.TextReport} is the tree in the log: {@code TextHeader}
 *       writes the lines above the tree, {@code TextTree} the tree, {@code NodeLabel} what a line
 *       says about its node.
 *   <li>Events: {@code EventSummary} sums them up in the header, {@code EventPlaces} finds the node
 *       that each stands below, {@code EventLabel} is what that line says, {@code EventTable} what
 *       stands below the tree.
 *   <li>{@link io.github.requestree.text.LogSink} writes each report as one event to the log, as
 *       often as its {@code WriteLimit} allows. {@code LogFields} repeats the report's figures for
 *       machines, {@code JsonLine} is what it writes for collectors that read line by line.
 * </ul>
 */
@NullMarked
package io.github.requestree.text;

import org.jspecify.annotations.NullMarked;
