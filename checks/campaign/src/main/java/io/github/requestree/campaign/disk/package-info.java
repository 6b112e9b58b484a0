/** Resources that run out: the disk, the log, the heap. */
@NullMarked
package io.github.requestree.campaign.disk;

import org.jspecify.annotations.NullMarked;
