/**
 * Writes profiles as text, and the log. Most readers need two types: {@link
 * io.github.requestree.text.TextReport} and {@link io.github.requestree.text.LogSink}.
 *
 * <ul>
 *   <li>{@link io.github.requestree.text.TextReport} is the tree in the log: {@code TextHeader}
 *       writes the lines above the tree, {@code TextTree} the tree, {@code NodeLabel} the label of
 *       a line.
 *   <li>Events: {@code EventSummary} sums them up in the header, {@code EventPlaces} finds the
 *       nodes that they stand below. {@code EventLabel} writes the label of such a line, {@code
 *       EventTable} the table below the tree.
 *   <li>{@link io.github.requestree.text.LogSink} writes each report as one event to the log, as
 *       often as its {@code WriteLimit} allows. {@code LogFields} repeats the report's figures for
 *       machines; {@code JsonLine} writes lines of JSON for collectors.
 * </ul>
 */
@NullMarked
package io.github.requestree.text;

import org.jspecify.annotations.NullMarked;
