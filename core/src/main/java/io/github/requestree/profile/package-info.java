/**
 * What a finished profile is, and who may receive it.
 *
 * <ul>
 *   <li>A {@link io.github.requestree.profile.Profile} belongs to one request, or one block of
 *       code.
 *   <li>Its {@link io.github.requestree.profile.CallNode} tree says where the time went.
 *   <li>A {@link io.github.requestree.profile.ProfileSink} receives it.
 * </ul>
 *
 * Everything here is immutable data; nothing here measures or formats.
 */
@NullMarked
package io.github.requestree.profile;

import org.jspecify.annotations.NullMarked;
