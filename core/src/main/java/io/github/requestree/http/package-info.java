/**
 * Calls to other services, noted in the profile of the request that makes them. Needs the JDK
 * alone.
 *
 * <ul>
 *   <li>{@link io.github.requestree.http.ProfiledHttpClient} for {@code java.net.http}.
 *   <li>{@link io.github.requestree.http.RemoteCall} for any other client.
 * </ul>
 */
@NullMarked
package io.github.requestree.http;

import org.jspecify.annotations.NullMarked;
