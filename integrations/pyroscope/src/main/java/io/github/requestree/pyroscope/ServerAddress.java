package io.github.requestree.pyroscope;

import io.github.requestree.internal.GivenSecret;
import io.github.requestree.internal.Option;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The server and what it has to be told with each push. Nothing here prints a credential. Immutable
 * and thread-safe.
 */
final class ServerAddress {

  private static final String PUSH = "/push.v1.PusherService/Push";
  private static final String TENANT = "X-Scope-OrgID";
  private static final int MAX_TEXT = 200;

  private final URI push;
  private final Map<String, String> headers = new LinkedHashMap<>();

  private ServerAddress(URI push) {
    this.push = push;
  }

  /**
   * The server at this address.
   *
   * @throws IllegalArgumentException if the address cannot be one; the error shows no user info
   */
  static ServerAddress of(String url) {
    URI base;
    try {
      base = new URI(url.strip());
    } catch (URISyntaxException e) {
      // Without the cause: its message has the text, which may have a password.
      throw rejected("(not shown)");
    }
    if (base.getRawUserInfo() != null || base.getRawQuery() != null) {
      throw rejected("(not shown)");
    }
    String scheme = String.valueOf(base.getScheme());
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || base.getHost() == null || base.getRawFragment() != null) {
      throw rejected("'" + Option.shown(url) + "'");
    }
    return new ServerAddress(URI.create(base.toString().replaceAll("/+$", "") + PUSH));
  }

  private static IllegalArgumentException rejected(String url) {
    return new IllegalArgumentException(
        "url is "
            + url
            + ", but must be an address such as http://pyroscope:4040,"
            + " without user, password and query");
  }

  void tenant(String tenant) {
    headers.put(TENANT, headerValue("tenant", tenant));
  }

  /** Sends user and password, or whatever token stands for one. */
  void basicAuth(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "user is '" + Option.shown(user) + "', but must have no colon");
    }
    String both = headerValue("user", user) + ":" + secret("password", password);
    authorization(
        "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8)));
  }

  void token(String token) {
    authorization("Bearer " + secret("token", token));
  }

  private void authorization(String value) {
    if (headers.put("Authorization", value) != null) {
      throw new IllegalArgumentException(
          "password and token are given both, but must be one of them");
    }
  }

  private static String secret(String name, String text) {
    try {
      String value = GivenSecret.value(text.strip(), System::getenv).strip();
      if (value.isEmpty() || value.length() > GivenSecret.MAX_BYTES || !isPrintable(value)) {
        throw new IllegalArgumentException("empty, too long or not in printable ASCII");
      }
      return value;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name
              + " (not shown) is "
              + e.getMessage()
              + ", but must be env:NAME, file:PATH or itself");
    }
  }

  private static String headerValue(String name, String text) {
    if (text.isBlank() || text.length() > MAX_TEXT || !isPrintable(text)) {
      throw new IllegalArgumentException(
          name
              + " is '"
              + Option.shown(text)
              + "', but must be 1 to "
              + MAX_TEXT
              + " characters of printable ASCII");
    }
    return text;
  }

  private static boolean isPrintable(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  URI push() {
    return push;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** Returns the text without what the server was told to keep to itself. */
  String withoutCredentials(@Nullable String text) {
    String safe = String.valueOf(text);
    String header = headers.get("Authorization");
    if (header != null) {
      String credential = header.substring(header.indexOf(' ') + 1);
      safe = safe.replace(credential, "(not shown)");
      if (header.startsWith("Basic ")) {
        String both = new String(Base64.getDecoder().decode(credential), StandardCharsets.UTF_8);
        safe = safe.replace(both.substring(both.indexOf(':') + 1), "(not shown)");
      }
    }
    return safe;
  }

  @Override
  public String toString() {
    return push.toString();
  }
}
