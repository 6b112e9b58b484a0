/**
 * Shows profiles on pages, and decides who may see them. Most readers need two types: {@link
 * io.github.requestree.page.RecentProfiles} and {@link io.github.requestree.page.Access}.
 *
 * <ul>
 *   <li>{@link io.github.requestree.page.RecentProfiles} keeps profiles in memory, on a {@code
 *       BoundedProfiles} each for the recent ones, the slowest, and routes; {@code ProfileSize}
 *       estimates their memory.
 *   <li>{@code ProfilePages} finds the page for a path: the {@code ProfileList}, or a profile as an
 *       {@link io.github.requestree.page.HtmlReport}, whose script and style are {@code PageParts}.
 *   <li>{@code ProfileBriefs} says what the badge on an application's own pages shows.
 *   <li>{@link io.github.requestree.page.Access} decides who may see it; {@code Loopback}
 *       recognises users at this machine.
 * </ul>
 */
@NullMarked
package io.github.requestree.page;

import org.jspecify.annotations.NullMarked;
