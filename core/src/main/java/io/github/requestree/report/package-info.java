/**
 * Profile to bytes: one pure class a format.
 *
 * <ul>
 *   <li>A {@link io.github.requestree.report.ReportFormat} writes a finished profile.
 *   <li>{@link io.github.requestree.report.TextReport} is the tree in the log: {@code TextHeader}
 *       writes the lines above the tree, {@code TextTree} the tree, {@code NodeLabel} what a line
 *       says about its node.
 *   <li>{@link io.github.requestree.report.JsonReport} writes the {@code JsonDocument}, its trees
 *       as {@code JsonTree}; {@code JsonWriter} is the one place where JSON is escaped.
 *   <li>For the tools of others: {@link io.github.requestree.report.SpeedscopeReport}, {@link
 *       io.github.requestree.report.CollapsedReport} and {@link
 *       io.github.requestree.report.PprofReport}. {@code FullName} names frames for them, {@code
 *       FrameTable} numbers them.
 *   <li>Events: {@code EventFacts} sums them up in the header, {@code EventPlaces} finds the node
 *       that each stands below, {@code EventLabel} is what that line says, {@code EventTable} what
 *       stands below the tree.
 *   <li>{@code SafeText} is the one place where text from outside is escaped and cut, {@code
 *       ReadableName} makes names of classes and methods readable, {@code Figures} prints numbers.
 * </ul>
 */
@NullMarked
package io.github.requestree.report;

import org.jspecify.annotations.NullMarked;
