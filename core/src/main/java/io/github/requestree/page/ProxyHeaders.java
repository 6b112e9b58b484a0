package io.github.requestree.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Knows headers that no browser sends by itself: proxies, load balancers, content delivery networks
 * and the plug-ins of application servers add them. Some clients send them, but only to a proxy.
 * Stateless.
 */
final class ProxyHeaders {

  /** The names in lower case, with hyphens only. */
  private static final Set<String> NAMES =
      Set.of(
          "via",
          "client-ip",
          "connect-via",
          "disguised-host",
          "front-end-https",
          "max-forwards",
          "ns-client-ip",
          "remote-addr",
          "rlnclientipaddr",
          "surrogate-capability",
          "true-client-ip",
          "x-bluecoat-via",
          "x-client-ip",
          "x-clientip",
          "x-cloud-trace-context",
          "x-cluster-client-ip",
          "x-host",
          "x-imforwards",
          "x-nginx-proxy",
          "x-originating-ip",
          "x-queue-start",
          "x-request-start",
          "x-scheme",
          "x-source-ip",
          "x-true-client-ip",
          "x-true-ip",
          "x-url-scheme",
          "x-varnish");

  private static final List<String> PREFIXES =
      List.of(
          "$ws", // The plug-in of WebSphere.
          "akamai-",
          "ali-",
          "cdn-",
          "cf-",
          "cloudfront-",
          "do-connecting-",
          "fastly-",
          "fly-",
          "forwarded",
          "incap-",
          "l5d-", // Linkerd.
          "proxy-",
          "rndr-",
          "ssl-client-",
          "tailscale-",
          "was-default-",
          "wl-proxy-", // WebLogic.
          "x-akamai-",
          "x-amz-cf-",
          "x-amzn-",
          "x-appengine-",
          "x-appgw-",
          "x-arr-", // The Application Request Routing of IIS.
          "x-azure-",
          "x-cf-", // Cloud Foundry.
          "x-edgeconnect-",
          "x-envoy-",
          "x-fastly-",
          "x-fd-", // Azure's Front Door.
          "x-forward",
          "x-gfe-",
          "x-goog-",
          "x-haproxy-",
          "x-kong-",
          "x-nf-", // Netlify.
          "x-original-",
          "x-proxy",
          "x-railway-",
          "x-real-",
          "x-realip",
          "x-remote-",
          "x-ssl-",
          "x-sucuri-",
          "x-traefik-",
          "x-vcap-",
          "x-vercel-",
          "x-waws-"); // Azure's App Service.

  private ProxyHeaders() {}

  /** Returns whether the request has one, or does not show its headers. */
  static boolean areIn(HttpServletRequest request) {
    Enumeration<String> names = request.getHeaderNames();
    if (names == null) {
      return true; // A container that does not show its headers.
    }
    while (names.hasMoreElements()) {
      if (isOne(names.nextElement())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOne(String header) {
    // CGI and its like cannot tell the two apart, nor can a server that passes the header on.
    String name = header.toLowerCase(Locale.ROOT).replace('_', '-');
    return NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith);
  }
}
