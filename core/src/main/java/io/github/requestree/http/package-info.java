/**
 * Notes calls to other services in the profile of the request that makes them. {@link
 * io.github.requestree.http.RemoteCall} serves any client.
 */
@NullMarked
package io.github.requestree.http;

import org.jspecify.annotations.NullMarked;
