package io.github.requestree.text;

import io.github.requestree.export.ReportFormat;
import io.github.requestree.internal.Figures;
import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.shaping.TreeDifference;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;

/**
 * Writes the call tree as text, for the log. Immutable and thread-safe.
 *
 * <p>The first line is a contract: {@code --- METHOD path --- STATUS in DURATION}. The status is
 * {@code ?} if it is not known, the duration is in seconds, and a failure follows it. It is {@code
 * --- name --- in DURATION} if it was no request, and {@code --- name --- n requests in DURATION}
 * for all requests of a route. While it still runs, {@code still running after DURATION} is the
 * last part. Lines end with {@code \n}, the last one too. Nothing in the text can break a line or
 * control a terminal.
 */
public final class TextReport implements ReportFormat {
  private static final int MAX_NOTE = 300;
  private static final int MAX_NAME = 220;
  private static final int MAX_ROUTES = 50;
  private static final int MAX_DIFFERENCES = 15;

  /** The smallest shown part of the whole difference; smaller ones are not worth a line. */
  private static final int SMALLEST_DIFFERENCE = 50;

  /** The conditions under which a report has colours. */
  public enum Colour {
    /** Never, which is right for a log. */
    NEVER,
    /** On a terminal, unless {@code NO_COLOR} is set; found out once, when the report is built. */
    AUTO,
    /** Always. */
    ALWAYS
  }

  private final Shaping shaping;
  private final boolean unicode;
  private final Colour colour;
  private final ZoneId zone;
  private final Paint paint;

  private TextReport(Builder builder) {
    shaping = builder.shaping;
    unicode = builder.unicode;
    colour = builder.colour;
    zone = builder.zone;
    paint =
        new Paint(
            switch (colour) {
              case NEVER -> false;
              case AUTO -> Terminal.wantsColour();
              case ALWAYS -> true;
            });
  }

  /** Returns a report with the default options. */
  public static TextReport create() {
    return builder().build();
  }

  /** Returns a builder with the default options. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns a builder with these options. */
  public Builder toBuilder() {
    return builder().shaping(shaping).unicode(unicode).colour(colour).zone(zone);
  }

  /** Returns this report, or one in ASCII if this charset cannot write the symbols. */
  public TextReport writableIn(Charset charset) {
    return !unicode || Symbols.UNICODE.canBeWritten(charset)
        ? this
        : toBuilder().unicode(false).build();
  }

  @Override
  public String name() {
    return "text";
  }

  @Override
  public String mediaType() {
    return "text/plain;charset=utf-8";
  }

  @Override
  public String fileSuffix() {
    return ".txt";
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    out.write(toText(profile).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the report of this profile. */
  public String toText(Profile profile) {
    long resolutionNanos = profile.sampling().resolutionNanos();
    SafeText safe = new SafeText(!unicode);
    Symbols symbols = unicode ? Symbols.UNICODE : Symbols.ASCII;
    NodeLabel label = new NodeLabel(shaping, safe, symbols, paint, resolutionNanos);
    EventLabel eventLabel = new EventLabel(safe, symbols, paint);
    TextTree tree = new TextTree(label, eventLabel, symbols, paint, resolutionNanos);

    StringBuilder out = new StringBuilder();
    new TextHeader(shaping, safe, zone).appendTo(out, profile);
    out.append('\n');
    CallNode shaped = shaping.apply(profile.root(), resolutionNanos);
    EventPlaces events = EventPlaces.on(shaped, profile);
    tree.appendTo(out, shaped, events, profile.durationNanos(), profile.cpuNanos().isEmpty());
    new EventTable(new CallText(shaping, safe), eventLabel, resolutionNanos)
        .appendTo(out, profile.events());
    if (profile.baseline() != null) {
      appendDifference(out, profile, profile.baseline(), tree);
    }
    if (profile.totals() != null) {
      appendWorst(out, profile.totals(), safe);
    }
    appendNotes(out, profile, safe);
    return out.toString();
  }

  private void appendDifference(
      StringBuilder out, Profile profile, Profile.Baseline usual, TextTree tree) {
    long resolutionNanos = profile.sampling().resolutionNanos();
    TreeDifference difference = TreeDifference.of(profile.root(), usual.root());
    long least = Math.max(1, Math.abs(difference.root().totalNanos()) / SMALLEST_DIFFERENCE);
    out.append("\n  ")
        .append(Figures.exactSeconds(difference.root().totalNanos(), resolutionNanos))
        .append(" more than usual, which is ")
        .append(Figures.exactSeconds(usual.meanNanos(), resolutionNanos))
        .append(", the mean of ")
        .append(Figures.count(usual.count(), "request", "requests"))
        .append(":\n\n");
    tree.appendDifferenceTo(
        out, difference.largest(shaping, least, MAX_DIFFERENCES), profile.cpuNanos().isEmpty());
  }

  private static void appendWorst(StringBuilder out, Profile.Totals totals, SafeText safe) {
    String before = "\n  longest ";
    for (Profile worst : totals.worst()) {
      Profile.Request request = worst.request();
      out.append(before)
          .append(Figures.exactSeconds(worst.durationNanos(), 0))
          .append("  ")
          .append(
              request == null
                  ? safe.of(worst.name(), MAX_NAME)
                  : safe.word(request.path(), MAX_NAME))
          .append("  id ")
          .append(safe.word(worst.id(), MAX_NAME))
          .append('\n');
      before = "          ";
    }
  }

  /**
   * Returns a summary of all routes, a line each, the first fifty of them.
   *
   * @param routes profiles with totals, the one that took most time first
   */
  String toSummary(List<Profile> routes) {
    SafeText safe = new SafeText(!unicode);
    TextHeader header = new TextHeader(shaping, safe, zone);
    StringBuilder out = new StringBuilder("--- all routes since the start\n\n");
    for (Profile route : routes.subList(0, Math.min(routes.size(), MAX_ROUTES))) {
      out.append("  ").append(header.title(route));
      Profile.Totals totals = route.totals();
      if (totals != null) {
        out.append("   ").append(String.join("   ", TextHeader.durations(route, totals)));
      }
      out.append('\n');
    }
    if (routes.size() > MAX_ROUTES) {
      out.append("  and ")
          .append(Figures.count(routes.size() - MAX_ROUTES, "lighter route", "lighter routes"))
          .append('\n');
    }
    return out.toString();
  }

  /** What is slow in a profile, in a sentence; empty if nothing stands out. */
  String finding(Profile profile) {
    return new TextHeader(shaping, new SafeText(!unicode), zone).finding(profile);
  }

  /** Returns one line about a thread that is blocked although it must not be, for a log. */
  String toText(BlockedThread blocked) {
    SafeText safe = new SafeText(!unicode);
    return safe.of(blocked.thread(), MAX_NAME)
        + " is blocked, for "
        + Figures.seconds(blocked.nanos(), 3)
        + " so far, by "
        + callOf(blocked)
        + " ["
        + blocked.kind().label()
        + "] in "
        + safe.of(blocked.name(), MAX_NAME);
  }

  /**
   * Returns the call of the application that blocks the thread, such as {@code Shop.buy
   * Shop.java:12}.
   */
  String callOf(BlockedThread blocked) {
    return new CallText(shaping, new SafeText(!unicode)).in(blocked.stack());
  }

  /**
   * Returns the calls that took most of the time, such as {@code Shop.buy Shop.java:12}, the
   * outermost first: each took at least half as long as the one before. At most the innermost
   * twelve.
   */
  List<String> heaviestPath(Profile profile) {
    return HeaviestPath.in(
        shaping.apply(profile.root(), profile.sampling().resolutionNanos()),
        new CallText(shaping, new SafeText(!unicode)));
  }

  private void appendNotes(StringBuilder out, Profile profile, SafeText safe) {
    boolean unseen = profile.sampling().walks() > 0 && shaping.seesLibrariesOnly(profile.root());
    if (unseen || !profile.notes().isEmpty()) {
      out.append('\n');
    }
    if (unseen) {
      out.append(
          "  No code of the application was seen. If its packages count as those of libraries, name"
              + " them with the option show.\n");
    }
    for (String note : profile.notes()) {
      out.append("  ").append(safe.of(note, MAX_NOTE)).append('\n');
    }
  }

  /** Makes a {@link TextReport}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private Shaping shaping = Shaping.DEFAULT;
    private boolean unicode = true;
    private Colour colour = Colour.NEVER;
    private ZoneId zone = ZoneId.systemDefault();

    private Builder() {}

    /** Sets the shaping of the tree; default {@link Shaping#DEFAULT}. */
    public Builder shaping(Shaping value) {
      shaping = value;
      return this;
    }

    /** Draws with box characters, or else with nothing but ASCII; default true. */
    public Builder unicode(boolean value) {
      unicode = value;
      return this;
    }

    /** Sets the condition for colours; default {@link Colour#NEVER}. */
    public Builder colour(Colour value) {
      colour = value;
      return this;
    }

    /** Sets the time zone of the clock time; default that of the system. */
    public Builder zone(ZoneId value) {
      zone = value;
      return this;
    }

    public TextReport build() {
      return new TextReport(this);
    }
  }
}
