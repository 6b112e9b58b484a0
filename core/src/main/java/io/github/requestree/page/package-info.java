/**
 * The page of profiles: what is kept for it, what it shows, and to whom.
 *
 * <ul>
 *   <li>{@link io.github.requestree.page.RecentProfiles} keeps profiles in memory, on a {@code
 *       BoundedProfiles} each for the recent ones, the slowest, and routes; {@code ProfileSize}
 *       says how much they hold.
 *   <li>{@code ProfilePages} know what stands where: the {@code ProfileList}, and each profile as
 *       an {@link io.github.requestree.page.HtmlReport}, whose script and style are {@code
 *       PageParts}.
 *   <li>{@link io.github.requestree.page.Access} says who may see it, {@code Loopback} who sits at
 *       this machine.
 * </ul>
 */
@NullMarked
package io.github.requestree.page;

import org.jspecify.annotations.NullMarked;
