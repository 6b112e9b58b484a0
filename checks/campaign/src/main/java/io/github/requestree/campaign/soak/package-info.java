/** Millions of requests over a million URLs, with everything on, in a small heap. */
@NullMarked
package io.github.requestree.campaign.soak;

import org.jspecify.annotations.NullMarked;
