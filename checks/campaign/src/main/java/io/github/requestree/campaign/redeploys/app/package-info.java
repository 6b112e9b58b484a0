/** The application that is redeployed; these classes are copied into its own class loader. */
@NullMarked
package io.github.requestree.campaign.redeploys.app;

import org.jspecify.annotations.NullMarked;
