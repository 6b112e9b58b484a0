/** JVMs that a command starts beside its own. */
@NullMarked
package io.github.requestree.campaign.child;

import org.jspecify.annotations.NullMarked;
