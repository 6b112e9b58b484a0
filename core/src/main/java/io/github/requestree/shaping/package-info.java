/**
 * Makes a measured call tree short enough to be read. Most readers need one type: {@link
 * io.github.requestree.shaping.Shaping}.
 *
 * <ul>
 *   <li>{@link io.github.requestree.shaping.Shaping} holds the options and runs the steps.
 *   <li>A {@code Step} is one pure change of a tree, one class each: {@code RemoveOwnFrames},
 *       {@code FoldRecursion}, {@code GroupLibraryFrames}, {@code MergeSmall}, {@code ShowSelf},
 *       {@code KeepHeaviest}, {@code SortChildren}, {@code SkipContainer}, {@code FoldDelegation}.
 *       None of them changes the sums of the root.
 *   <li>{@link io.github.requestree.shaping.TreeDifference} compares two trees; {@code
 *       LargestDifferences} makes the result short.
 *   <li>{@code LibraryFrames} tells library code from application code by {@code LibraryPatterns};
 *       {@code FoldRule} chooses the frames that say little.
 *   <li>{@code RebuildDown} and {@code RebuildUp} are the two ways to rebuild a tree.
 * </ul>
 *
 * Lanes are trees of their own and go through the same steps; their time enters no parent. Nothing
 * here recurses, because a path through lanes of lanes may be as long as a profile has nodes.
 */
@NullMarked
package io.github.requestree.shaping;

import org.jspecify.annotations.NullMarked;
