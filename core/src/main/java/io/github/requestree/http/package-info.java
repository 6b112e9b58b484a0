/**
 * Notes calls to other services in the profile of the request that makes them. Needs only the JDK.
 *
 * <ul>
 *   <li>{@link io.github.requestree.http.ProfiledHttpClient} wraps a client of {@code
 *       java.net.http}.
 *   <li>{@link io.github.requestree.http.RemoteCall} serves any other client.
 * </ul>
 */
@NullMarked
package io.github.requestree.http;

import org.jspecify.annotations.NullMarked;
