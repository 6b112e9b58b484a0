/** Requests whose responses are compared with those of a server without the filter. */
@NullMarked
package io.github.requestree.campaign.trial;

import org.jspecify.annotations.NullMarked;
