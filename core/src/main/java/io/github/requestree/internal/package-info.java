/**
 * Rules that several packages share, each written once. Public for the packages of this library
 * alone: no part of its API, and left out of the published javadoc.
 */
@NullMarked
package io.github.requestree.internal;

import org.jspecify.annotations.NullMarked;
