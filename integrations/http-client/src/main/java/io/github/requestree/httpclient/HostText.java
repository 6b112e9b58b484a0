package io.github.requestree.httpclient;

import io.github.requestree.profile.SafeText;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes the host and port of an address, and never its user or password. Stateless. */
final class HostText {

  static final String UNKNOWN = "?";

  private static final int MAX_CHARS = 100;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /**
   * Matches hosts that {@link URI} does not accept as a server's. Names of containers and clusters
   * may have underscores; others may be in any script.
   */
  private static final Pattern OTHER_HOST =
      Pattern.compile("(?<host>[\\p{L}\\p{M}\\p{N}._-]+)(?::(?<port>[0-9]{0,5}))?");

  private HostText() {}

  /** Returns the host, and the port unless it is the scheme's own. */
  static String of(URI uri) {
    String host = uri.getHost();
    if (host != null) {
      return text(host, uri.getPort(), uri.getScheme());
    }
    Matcher other = OTHER_HOST.matcher(withoutUser(uri.getRawAuthority()));
    return other.matches()
        ? text(other.group("host"), port(other.group("port")), uri.getScheme())
        : UNKNOWN;
  }

  private static String withoutUser(@Nullable String authority) {
    return authority == null ? "" : authority.substring(authority.lastIndexOf('@') + 1);
  }

  private static int port(@Nullable String digits) {
    return digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
  }

  private static String text(String host, int port, @Nullable String scheme) {
    String text = SafeText.asciiWord(host, MAX_CHARS);
    boolean usual = port == ("https".equalsIgnoreCase(scheme) ? HTTPS : HTTP);
    return port < 0 || usual ? text : text + ':' + port;
  }
}
