package io.github.requestree.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Decides who may see profiles, which show the application's code and other users' requests.
 * Immutable and thread-safe, as far as a given predicate is.
 */
public final class Access {

  private static final Access LOOPBACK_ONLY = new Access(Loopback::isOnly);

  private final Predicate<HttpServletRequest> predicate;

  private Access(Predicate<HttpServletRequest> predicate) {
    this.predicate = predicate;
  }

  /**
   * Lets in users at this machine. The peer and the {@code Host} must both be a loopback address or
   * {@code localhost}. No header may tell of a proxy, and no other site's page may have made the
   * browser ask.
   *
   * <p><em>Not safe behind a proxy on the same machine:</em> if it adds no header and rewrites the
   * host, the whole world looks like this machine. The same goes for a port that is forwarded by
   * ssh, a container's runtime or a tunnel.
   */
  public static Access loopbackOnly() {
    return LOOPBACK_ONLY;
  }

  /**
   * Lets in requests that this predicate accepts, such as {@code request ->
   * request.isUserInRole("operator")}. It is asked for each request, on the request's thread. If it
   * throws, the answer is no.
   */
  public static Access when(Predicate<HttpServletRequest> predicate) {
    return new Access(Objects.requireNonNull(predicate, "predicate"));
  }

  /** Lets in requests that both allow. */
  public Access and(Access other) {
    return new Access(predicate.and(other.predicate));
  }

  /**
   * Lets in requests that at least one of the two allows. If this one throws, the other is not
   * asked.
   */
  public Access or(Access other) {
    return new Access(predicate.or(other.predicate));
  }

  public boolean allows(HttpServletRequest request) {
    return predicate.test(request);
  }
}
