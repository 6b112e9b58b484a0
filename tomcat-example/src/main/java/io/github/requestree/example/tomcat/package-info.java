/** The example on embedded Tomcat. */
@NullMarked
package io.github.requestree.example.tomcat;

import org.jspecify.annotations.NullMarked;
