/**
 * {@link io.github.requestree.httpclient.ProfiledHttpClient} notes the calls of a client of {@code
 * java.net.http} in the profile of the request that makes them. {@link
 * io.github.requestree.httpclient.RemoteCall} notes those of any other client.
 */
@NullMarked
package io.github.requestree.httpclient;

import org.jspecify.annotations.NullMarked;
