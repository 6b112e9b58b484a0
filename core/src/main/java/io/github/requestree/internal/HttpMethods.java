package io.github.requestree.internal;

import java.util.Set;

/** The methods of HTTP. Anyone can invent a million others. Stateless and thread-safe. */
public final class HttpMethods {

  private static final Set<String> DEFINED =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH");

  private HttpMethods() {}

  /** Returns whether HTTP defines it. */
  public static boolean isDefined(String method) {
    return DEFINED.contains(method);
  }
}
