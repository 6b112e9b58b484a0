package io.github.requestree.page;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells a request by a user at this machine from all others. A doubtful request counts as
 * another's. Stateless.
 */
final class Loopback {

  private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String V4 = "127(?:\\." + BYTE + "){3}";
  private static final String V6 = "(?:::1|0:0:0:0:0:0:0:1)";

  /**
   * Matches a peer as containers write it: with or without brackets, with or without the name of an
   * interface.
   */
  private static final Pattern PEER =
      Pattern.compile(V4 + "|\\[?" + V6 + "(?:%[A-Za-z0-9]{1,16})?]?");

  private static final Pattern HOST =
      Pattern.compile("(?:localhost|" + V4 + "|\\[" + V6 + "])(?::\\d{1,5})?");

  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

  /**
   * Matches protocols with a Host of their own. HTTP/1.0 has none: a proxy that speaks it, as nginx
   * may, sends its upstream's.
   */
  private static final Pattern PROTOCOL = Pattern.compile("HTTP/(?:1\\.1|([23])(?:\\.0)?)");

  /**
   * The attribute of a request whose peer Tomcat's RemoteIpValve or RemoteIpFilter has replaced.
   */
  private static final String TOMCAT_FORWARDED = "org.apache.tomcat.request.forwarded";

  private static final int MAX_WRAPPERS = 100;

  private Loopback() {}

  /**
   * Returns whether nobody else can have asked, as far as this request and each request that it
   * wraps show it. A filter that believes the headers of proxies takes the peer from them and hides
   * them.
   */
  static boolean isOnly(HttpServletRequest request) {
    ServletRequest asked = request;
    for (int i = 0; i < MAX_WRAPPERS; i++) {
      if (!(asked instanceof HttpServletRequest http) || !isLocal(http)) {
        return false;
      }
      if (!(asked instanceof ServletRequestWrapper wrapper)) {
        return true;
      }
      asked = wrapper.getRequest();
    }
    return false;
  }

  private static boolean isLocal(HttpServletRequest request) {
    String host = host(request);
    return isPeer(request.getRemoteAddr())
        && isHost(host)
        && isServerName(request.getServerName())
        && request.getAttribute(TOMCAT_FORWARDED) == null
        && !ProxyHeaders.areIn(request)
        && isOfOwnSite(request, host);
  }

  static boolean isPeer(@Nullable String address) {
    return address != null && PEER.matcher(address).matches();
  }

  static boolean isHost(@Nullable String host) {
    return host != null && HOST.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  /**
   * Returns whether the container takes this for the host, such as that of an absolute request
   * line.
   */
  private static boolean isServerName(@Nullable String name) {
    return isPeer(name) || isHost(name);
  }

  /**
   * Returns the host that the client has asked for; null if there is none, or several, or no
   * telling.
   */
  private static @Nullable String host(HttpServletRequest request) {
    String protocol = request.getProtocol();
    Matcher accepted = PROTOCOL.matcher(protocol == null ? "" : protocol);
    if (!accepted.matches()) {
      return null;
    }
    boolean inHeader = accepted.group(1) == null || isThere(request, "Host");
    return inHeader ? only(request, "Host") : authority(request);
  }

  /**
   * Returns the authority that HTTP/2 has for the Host, put together again from the container's
   * parts.
   */
  private static @Nullable String authority(HttpServletRequest request) {
    String name = request.getServerName();
    if (name == null) {
      return null;
    }
    String bracketed = name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name;
    int port = request.getServerPort();
    boolean isDefault = port == ("https".equals(request.getScheme()) ? 443 : 80);
    return isDefault ? bracketed : bracketed + ":" + port;
  }

  /** Returns the header, if it came once; null otherwise. */
  private static @Nullable String only(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    if (values == null || !values.hasMoreElements()) {
      return null;
    }
    String value = values.nextElement();
    return values.hasMoreElements() ? null : value;
  }

  /**
   * Returns whether no other site made the browser ask. A request that does not say comes from no
   * browser, or from an old one.
   */
  private static boolean isOfOwnSite(HttpServletRequest request, @Nullable String host) {
    boolean ownSite = isAbsentOr(request, "Sec-Fetch-Site", OWN_SITE);
    return ownSite && isAbsentOr(request, "Origin", Set.of("http://" + host, "https://" + host));
  }

  private static boolean isAbsentOr(HttpServletRequest request, String name, Set<String> accepted) {
    String value = only(request, name);
    return value == null ? !isThere(request, name) : accepted.contains(value);
  }

  private static boolean isThere(HttpServletRequest request, String name) {
    Enumeration<String> values = request.getHeaders(name);
    return values != null && values.hasMoreElements();
  }
}
