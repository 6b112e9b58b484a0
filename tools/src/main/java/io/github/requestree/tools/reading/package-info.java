/**
 * Reads kept profiles. A stranger may have made a file, so reading is bounded, and everything that
 * is wrong with one is told in one line.
 *
 * <ul>
 *   <li>{@link io.github.requestree.tools.reading.KeptProfile}: a profile from a file, with the
 *       shaping that its frames tell of.
 *   <li>{@code DocumentReader} reads the document part by part; {@code NodeReader} its trees,
 *       without recursion; {@code JsonInput} the values in it, each with its bounds.
 * </ul>
 */
@NullMarked
package io.github.requestree.tools.reading;

import org.jspecify.annotations.NullMarked;
