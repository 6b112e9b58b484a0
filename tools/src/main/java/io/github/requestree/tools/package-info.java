/**
 * Opens, shows, converts, compares and merges kept profiles from the command line. {@link
 * io.github.requestree.tools.Main} is the program, and each command a class of its own. {@code
 * Sources} finds the files, {@code Output} knows where the result goes, and {@code ProfileServer}
 * serves pages on this machine alone.
 */
@NullMarked
package io.github.requestree.tools;

import org.jspecify.annotations.NullMarked;
