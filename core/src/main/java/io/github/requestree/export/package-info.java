/**
 * Writes profiles as bytes for programs, one pure class a format. Most readers need two types:
 * {@link io.github.requestree.export.ReportFormat} and {@link
 * io.github.requestree.export.DirectorySink}.
 *
 * <ul>
 *   <li>A {@link io.github.requestree.export.ReportFormat} writes a finished profile.
 *   <li>{@link io.github.requestree.export.JsonReport} writes the {@code JsonDocument}, its trees
 *       as {@code JsonTree}; only {@code JsonWriter} escapes JSON.
 *   <li>For the tools of others: {@link io.github.requestree.export.SpeedscopeReport}, {@link
 *       io.github.requestree.export.CollapsedReport} and {@link
 *       io.github.requestree.export.PprofReport}. {@code QualifiedName} names frames for them,
 *       {@code FrameTable} numbers them.
 *   <li>{@link io.github.requestree.export.DirectorySink} writes each profile into a file that
 *       {@code FileName} names, and {@code KeptFiles} bounds their number.
 * </ul>
 */
@NullMarked
package io.github.requestree.export;

import org.jspecify.annotations.NullMarked;
