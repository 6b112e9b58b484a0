/** Applications that are deployed and undeployed while the container and its pools go on. */
@NullMarked
package io.github.requestree.campaign.redeploys;

import org.jspecify.annotations.NullMarked;
