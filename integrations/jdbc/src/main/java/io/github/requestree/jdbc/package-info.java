/**
 * Queries in profiles, by {@code net.ttddyy:datasource-proxy}.
 *
 * <ul>
 *   <li>{@link io.github.requestree.jdbc.QueryListener} is given to the proxy, or declared as a
 *       bean where something else makes the proxy.
 * </ul>
 *
 * <p>What it notes of a query is how long it took and its text with {@code ?} for all data. It
 * never looks at parameters or results.
 */
@NullMarked
package io.github.requestree.jdbc;

import org.jspecify.annotations.NullMarked;
