/** Clocks that jump, and processes that stood still. */
@NullMarked
package io.github.requestree.campaign.time;

import org.jspecify.annotations.NullMarked;
