/**
 * Holds finished profiles, and the interface of their receivers. Most readers need two types:
 * {@link io.github.requestree.profile.Profile} and {@link
 * io.github.requestree.profile.ProfileSink}.
 *
 * <ul>
 *   <li>A {@link io.github.requestree.profile.Profile} belongs to one request, or one block of
 *       code.
 *   <li>Its {@link io.github.requestree.profile.CallNode} tree says where the time went.
 *   <li>A {@link io.github.requestree.profile.ProfileSink} receives it.
 *   <li>{@link io.github.requestree.profile.TreeWalk} goes through a tree of any depth.
 *   <li>{@link io.github.requestree.profile.SafeText} makes text printable that strangers have
 *       chosen.
 * </ul>
 *
 * Everything here is immutable data or stateless; nothing here measures.
 */
@NullMarked
package io.github.requestree.profile;

import org.jspecify.annotations.NullMarked;
