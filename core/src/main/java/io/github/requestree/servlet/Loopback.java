package io.github.requestree.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a request of somebody at this machine from all others. Whatever is doubtful is another's.
 */
final class Loopback {

  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String V4 = "127(?:\\." + BYTE + "){3}";
  private static final String V6 = "(?:::1|0:0:0:0:0:0:0:1)";

  /** As containers write it: in brackets or not, with the name of an interface or not. */
  private static final Pattern PEER =
      Pattern.compile(V4 + "|\\[?" + V6 + "(?:%[A-Za-z0-9]{1,16})?]?");

  private static final Pattern HOST =
      Pattern.compile("(?:localhost|" + V4 + "|\\[" + V6 + "])(?::\\d{1,5})?");

  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  /** Set by proxies, and by those that stand in front of them. */
  private static final Set<String> PROXIES =
      Set.of(
          "forwarded",
          "via",
          "x-real-ip",
          "x-client-ip",
          "x-cluster-client-ip",
          "x-original-forwarded-for",
          "x-original-host",
          "x-proxyuser-ip",
          "x-request-start",
          "x-queue-start",
          "true-client-ip",
          "fastly-client-ip",
          "fly-client-ip");

  private static final Set<String> PROXY_PREFIXES =
      Set.of("x-forwarded", "x-envoy-", "x-amzn-", "x-appengine-", "cf-");

  private Loopback() {}

  /** Whether nobody else can have asked, as far as a request shows it. */
  static boolean isOnly(HttpServletRequest request) {
    String host = only(request, "Host");
    return isPeer(request.getRemoteAddr())
        && isHost(host)
        && isServerName(request.getServerName())
        && !isForwarded(request)
        && isOfOwnSite(request, host);
  }

  static boolean isPeer(@Nullable String address) {
    return address != null && PEER.matcher(address).matches();
  }

  static boolean isHost(@Nullable String host) {
    return host != null && HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /** What the container takes for the host: that of an absolute request line, for one. */
  private static boolean isServerName(@Nullable String name) {
    return isPeer(name) || isHost(name);
  }

  /** The header, if it came once; null otherwise. */
  private static @Nullable String only(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    if (values == null || !values.hasMoreElements()) {
      return null;
    }
    String value = values.nextElement();
    return values.hasMoreElements() ? null : value;
  }

  private static boolean isForwarded(HttpServletRequest request) {
    Enumeration<String> names = request.getHeaderNames();
    if (names == null) {
      return true; // A container that does not show its headers.
    }
    while (names.hasMoreElements()) {
      String name = names.nextElement().toLowerCase(Locale.ROOT);
      if (PROXIES.contains(name) || PROXY_PREFIXES.stream().anyMatch(name::startsWith)) {
        return true;
      }
    }
    return false;
  }

  /** Browsers say who made them ask; what says nothing is no browser, or an old one. */
  private static boolean isOfOwnSite(HttpServletRequest request, @Nullable String host) {
    boolean ownSite = isAbsentOr(request, "Sec-Fetch-Site", OWN_SITE);
    return ownSite && isAbsentOr(request, "Origin", Set.of("http://" + host, "https://" + host));
  }

  private static boolean isAbsentOr(HttpServletRequest request, String name, Set<String> accepted) {
    Enumeration<String> values = request.getHeaders(name);
    if (values == null || !values.hasMoreElements()) {
      return true;
    }
    String value = only(request, name);
    return value != null && accepted.contains(value);
  }
}
