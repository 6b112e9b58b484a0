package io.github.requestree.servlet;

import io.github.requestree.internal.Rate;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are profiled: once for each, when the filter sees it first, and after
 * {@code methods}, {@code include} and {@code exclude}. No trigger touches the parameters or the
 * body. Immutable and thread-safe; its counts belong to the filter that uses it.
 */
public final class Trigger {

  /**
   * The part of a request that a trigger may see. Valid while it decides, and for the thread that
   * asks: the container uses the request again.
   */
  public interface Request {
    /** Returns the method, as it came. */
    String method();

    /**
     * Returns the decoded path, without context path and path parameters, as {@code include} sees
     * it.
     */
    String path();

    /** Returns the raw query string, not decoded; null if there is none. */
    @Nullable String query();

    /** Returns the first value of a header; null if there is none. */
    @Nullable String header(String name);
  }

  /** The answers of a trigger. */
  enum Answer {
    PICKED,
    /** Picked by somebody who knows the secret, and waits for the profile. */
    ON_DEMAND,
    /** Not picked; asking again would give the same answer, at no noticeable cost. */
    NOT_PICKED,
    /** Refused; asking again might give another answer, or is counted. */
    REFUSED;

    private static Answer of(boolean picked) {
      return picked ? PICKED : REFUSED;
    }

    boolean picks() {
      return this == PICKED || this == ON_DEMAND;
    }
  }

  /** A trigger at work. Threads that serve requests ask it. */
  @FunctionalInterface
  interface Gate {
    /**
     * Answers once for each request, if possible.
     *
     * @param path the decoded path, without path parameters
     * @param start the start of the path within its context
     */
    Answer ask(HttpServletRequest request, String path, int start);
  }

  /**
   * The tools of gates.
   *
   * @param nanoTime the clock
   * @param random a random number from 0 on and below its argument
   * @param guard checks values that are brought on demand
   * @param warnings takes the exceptions of predicates
   */
  record Needs(
      LongSupplier nanoTime, IntUnaryOperator random, SecretGuard guard, Warnings warnings) {}

  private static final Trigger ALL = new Trigger("all", false, n -> (r, p, s) -> Answer.PICKED);
  private static final Trigger NONE =
      new Trigger("none", false, n -> (r, p, s) -> Answer.NOT_PICKED);

  private static final int MAX_IN_LIST = 10;
  private static final int MAX_NAME = 100;
  private static final Pattern ENTRY =
      Pattern.compile("1/(\\d{1,7})|(\\d{1,4})/s|parameter:(.+)|header:(.+)|all|none");

  /**
   * Letters, digits and other characters that are never percent-encoded, so that the name is
   * compared raw.
   */
  private static final Pattern UNENCODED = Pattern.compile("[A-Za-z0-9._~-]+");

  private final String text;

  /** True if it lets in those who know the secret, and so is none without one. */
  final boolean needsSecret;

  private final Function<Needs, Gate> gate;

  private Trigger(String text, boolean needsSecret, Function<Needs, Gate> gate) {
    this.text = text;
    this.needsSecret = needsSecret;
    this.gate = gate;
  }

  /** Returns a trigger that picks all requests. */
  public static Trigger all() {
    return ALL;
  }

  /** Returns a trigger that picks no request. */
  public static Trigger none() {
    return NONE;
  }

  /** Returns a trigger that picks one in so many requests, 1 to 1,000,000, by chance. */
  public static Trigger oneIn(int requests) {
    String text = "1/" + requests;
    require(requests >= 1 && requests <= 1_000_000, text);
    return new Trigger(
        text, false, needs -> (r, p, s) -> Answer.of(needs.random().applyAsInt(requests) == 0));
  }

  /**
   * Returns a trigger that picks so many requests in any one second at most, 1 to 1,000: the first
   * that come.
   */
  public static Trigger perSecond(int requests) {
    String text = requests + "/s";
    require(requests >= 1 && requests <= 1_000, text);
    return new Trigger(
        text,
        false,
        needs -> {
          Rate rate = new Rate(requests, needs.nanoTime());
          return (r, p, s) -> Answer.of(rate.take());
        });
  }

  /**
   * Returns a trigger that picks requests whose query string has this parameter with the {@code
   * secret} of the options; it needs a secret. Access logs keep query strings: prefer a header.
   */
  public static Trigger onDemandByParameter(String name) {
    return byParameter(name, null);
  }

  /**
   * Returns a trigger that picks requests whose query string has this parameter with a value that a
   * predicate accepts, in place of the {@code secret}.
   *
   * @param accepts gets values of up to 4,000 characters, decoded, until 100 were refused within a
   *     second. An exception is logged, and counts as a refusal
   */
  public static Trigger onDemandByParameter(String name, Predicate<String> accepts) {
    return byParameter(name, Objects.requireNonNull(accepts, "accepts"));
  }

  private static Trigger byParameter(String name, @Nullable Predicate<String> accepts) {
    String text = "parameter:" + name;
    require(name.length() <= MAX_NAME && UNENCODED.matcher(name).matches(), text);
    return onDemand(text, accepts, r -> QueryParameter.raw(OriginalRequest.query(r), name), true);
  }

  /**
   * Returns a trigger that picks requests with the {@code secret} of the options in this header; it
   * needs a secret.
   */
  public static Trigger onDemandByHeader(String name) {
    return byHeader(name, null);
  }

  /**
   * Returns a trigger that picks requests with a value in this header that a predicate accepts, in
   * place of the {@code secret}.
   *
   * @param accepts as that of {@link #onDemandByParameter(String, Predicate)}
   */
  public static Trigger onDemandByHeader(String name, Predicate<String> accepts) {
    return byHeader(name, Objects.requireNonNull(accepts, "accepts"));
  }

  private static Trigger byHeader(String name, @Nullable Predicate<String> accepts) {
    String text = "header:" + name;
    require(name.length() <= MAX_NAME && RequestMatcher.isToken(name), text);
    return onDemand(text, accepts, r -> r.getHeader(name), false);
  }

  private static Trigger onDemand(
      String text,
      @Nullable Predicate<String> accepts,
      Function<HttpServletRequest, @Nullable String> value,
      boolean encoded) {
    return new Trigger(
        text,
        accepts == null,
        needs ->
            (request, p, s) -> {
              String brought = value.apply(request);
              if (brought == null) {
                return Answer.NOT_PICKED;
              }
              boolean right = needs.guard().accepts(brought, encoded, accepts);
              return right && accepts == null ? Answer.ON_DEMAND : Answer.of(right);
            });
  }

  /**
   * Returns a trigger that picks requests that a predicate picks. The threads that serve requests
   * call it: it must be quick, and thread-safe. An exception is logged and picks nothing.
   */
  public static Trigger when(Predicate<? super Request> predicate) {
    Objects.requireNonNull(predicate, "predicate");
    return new Trigger(
        "when(...)",
        false,
        needs ->
            (request, path, start) -> {
              try (RequestView view = new RequestView(request, path, start)) {
                return Answer.of(predicate.test(view));
              } catch (Throwable e) {
                needs.warnings().ownFailure("asking a trigger", e);
                return Answer.REFUSED;
              }
            });
  }

  /**
   * Returns a trigger that picks requests that this or the other one picks. The other one is asked
   * if this one refuses, or may know the secret. A request with the secret is let in on demand,
   * even if it would be picked anyway.
   */
  public Trigger or(Trigger other) {
    return combined(
        text + "," + other.text,
        other,
        (a, b) ->
            (r, p, s) -> {
              Answer one = a.ask(r, p, s);
              boolean decided =
                  one == Answer.ON_DEMAND || (one == Answer.PICKED && !other.needsSecret);
              Answer two = decided ? Answer.NOT_PICKED : b.ask(r, p, s);
              boolean keeps = two == Answer.NOT_PICKED || (one.picks() && !two.picks());
              return keeps ? one : two;
            });
  }

  /**
   * Returns a trigger that picks requests that both pick. The other one is asked if this one picks.
   */
  public Trigger and(Trigger other) {
    return combined(
        inner() + " and " + other.inner(),
        other,
        (a, b) ->
            (r, p, s) -> {
              Answer one = a.ask(r, p, s);
              Answer two = one.picks() ? b.ask(r, p, s) : one;
              return one == Answer.ON_DEMAND && two.picks() ? one : two;
            });
  }

  private Trigger combined(String combinedText, Trigger other, BinaryOperator<Gate> combination) {
    return new Trigger(
        combinedText,
        needsSecret || other.needsSecret,
        needs -> combination.apply(gate.apply(needs), other.gate.apply(needs)));
  }

  private String inner() {
    return text.contains(",") ? "(" + text + ")" : text;
  }

  /** Reads the text of an init-param: one or several, any of which suffices. */
  static Trigger read(String text) {
    String[] entries = text.split(",", MAX_IN_LIST + 1);
    require(entries.length <= MAX_IN_LIST, text);
    Trigger any = one(entries[0].strip());
    for (int i = 1; i < entries.length; i++) {
      any = any.or(one(entries[i].strip()));
    }
    return any;
  }

  private static Trigger one(String text) {
    Matcher entry = ENTRY.matcher(text);
    require(entry.matches(), text);
    if (entry.group(1) != null) {
      return oneIn(Integer.parseInt(entry.group(1)));
    }
    if (entry.group(2) != null) {
      return perSecond(Integer.parseInt(entry.group(2)));
    }
    if (entry.group(3) != null) {
      return onDemandByParameter(entry.group(3));
    }
    if (entry.group(4) != null) {
      return onDemandByHeader(entry.group(4));
    }
    return text.equals("all") ? ALL : NONE;
  }

  private static void require(boolean accepted, String text) {
    if (!accepted) {
      throw ProfilingOptions.TRIGGER.rejected(text);
    }
  }

  /** Starts it, for one filter. */
  Gate start(Needs needs) {
    return gate.apply(needs);
  }

  /** Returns it as it would be written in an init-param, if it could be. */
  @Override
  public String toString() {
    return text;
  }
}
