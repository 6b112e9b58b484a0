/**
 * Rules that several packages share, each written once. They are public for the packages of this
 * library alone. They are no part of its API and are left out of the published javadoc.
 */
@NullMarked
package io.github.requestree.internal;

import org.jspecify.annotations.NullMarked;
