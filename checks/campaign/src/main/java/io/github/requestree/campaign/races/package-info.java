/**
 * Events that may happen at the same time: starts, stops, timeouts, completions and clients that
 * leave.
 */
@NullMarked
package io.github.requestree.campaign.races;

import org.jspecify.annotations.NullMarked;
