/** Embedded containers with a filter in front of some servlets, for all commands. */
@NullMarked
package io.github.requestree.campaign.server;

import org.jspecify.annotations.NullMarked;
