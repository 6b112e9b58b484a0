/** The example on embedded Jetty. */
@NullMarked
package io.github.requestree.example.jetty;

import org.jspecify.annotations.NullMarked;
