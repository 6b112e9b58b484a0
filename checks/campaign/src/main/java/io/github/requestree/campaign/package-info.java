/** Injects faults into all that Requestree calls; see {@code docs/reliability.md}. */
@NullMarked
package io.github.requestree.campaign;

import org.jspecify.annotations.NullMarked;
