/**
 * Profiles that follow a request by Micrometer's context propagation, which is an optional
 * dependency: {@code io.micrometer:context-propagation}.
 *
 * <ul>
 *   <li>{@link io.github.requestree.context.ProfileThreadLocalAccessor} is found by service
 *       loading; there is nothing to call or to configure.
 * </ul>
 */
@NullMarked
package io.github.requestree.context;

import org.jspecify.annotations.NullMarked;
