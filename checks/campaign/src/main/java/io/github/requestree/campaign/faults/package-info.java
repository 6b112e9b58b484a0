/** Faults in all that the engine calls. */
@NullMarked
package io.github.requestree.campaign.faults;

import org.jspecify.annotations.NullMarked;
