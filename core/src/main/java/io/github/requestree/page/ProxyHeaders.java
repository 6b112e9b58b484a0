package io.github.requestree.page;

import io.github.requestree.internal.Glob;
import io.github.requestree.internal.Resources;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;

/**
 * Knows headers that no browser sends by itself: proxies, load balancers, content delivery networks
 * and the plug-ins of application servers add them. Some clients send them, but only to a proxy.
 * Stateless.
 */
final class ProxyHeaders {

  private static final List<Glob> KNOWN =
      Resources.lines(ProxyHeaders.class, "proxy-headers.txt").stream().map(Glob::new).toList();

  private ProxyHeaders() {}

  /** Returns whether the request has one, or does not show its headers. */
  static boolean areIn(HttpServletRequest request) {
    Enumeration<String> names = request.getHeaderNames();
    // Some containers do not show their headers.
    return names == null || Collections.list(names).stream().anyMatch(ProxyHeaders::isOne);
  }

  private static boolean isOne(String header) {
    // CGI and its like cannot tell the two apart, nor can a server that passes the header on.
    String name = header.toLowerCase(Locale.ROOT).replace('_', '-');
    return KNOWN.stream().anyMatch(known -> known.matches(name));
  }
}
