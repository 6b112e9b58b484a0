/**
 * Notes queries in profiles, by {@code net.ttddyy:datasource-proxy}. Most readers need one type:
 * {@link io.github.requestree.jdbc.QueryListener}. Give it to the proxy, or declare it as a bean if
 * something else makes the proxy.
 *
 * <p>It notes the time of a query and its text, with {@code ?} for all data. It never reads
 * parameters or results.
 */
@NullMarked
package io.github.requestree.jdbc;

import org.jspecify.annotations.NullMarked;
