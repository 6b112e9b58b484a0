package io.github.requestree.text;

import io.github.requestree.export.NamedFormat;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

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
public final class TextReport extends NamedFormat {
  private static final String GAP = "   ";
  private static final int MAX_NOTE = 300;
  private static final int MAX_NAME = 220;
  private static final int MAX_ROUTES = 50;

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
  private final Supplier<String> pages;
  private final Paint paint;

  private TextReport(Builder builder) {
    super("text", "text/plain;charset=utf-8", ".txt", false);
    shaping = builder.shaping;
    unicode = builder.unicode;
    colour = builder.colour;
    zone = builder.zone;
    pages = builder.pages;
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
    return builder().shaping(shaping).unicode(unicode).colour(colour).zone(zone).pages(pages);
  }

  /** Returns this report, or one in ASCII if this charset cannot write the symbols. */
  public TextReport writableIn(Charset charset) {
    return !unicode || Symbols.UNICODE.canBeWritten(charset)
        ? this
        : toBuilder().unicode(false).build();
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    out.write(toText(profile).getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the report of this profile. */
  public String toText(Profile profile) {
    return toText(profile, finding(profile));
  }

  /** Returns the report, with what was found already: the reason why the profile is slow. */
  String toText(Profile profile, String finding) {
    long resolutionNanos = profile.sampling().resolutionNanos();
    TreeLabels labels = TreeLabels.of(shaping, unicode, paint, resolutionNanos);
    SafeText safe = safe();
    CallNode shaped = shaping.apply(profile.root(), resolutionNanos);
    TextHeader header = new TextHeader(shaping, safe);
    List<String> alarms = header.alarms(profile);
    List<String> facts = new RootFacts(safe).of(profile);
    List<String> notes = notes(profile, shaping, safe);
    StringBuilder out =
        new StringBuilder("--- ")
            .append(header.title(profile))
            .append(finding.isEmpty() ? "" : ", ")
            .append(finding)
            .append('\n');
    if (alarms.isEmpty() && ShortText.suits(profile)) {
      facts.addAll(new EventSummary(safe).of(profile.events()));
      new ShortText(labels.node()).appendTo(out, shaped, profile, facts, notes);
    } else {
      appendAbove(out, profile, alarms);
      appendTree(out, profile, shaped, labels, facts);
      if (profile.totals() != null) {
        appendWorst(out, profile.totals(), safe);
      }
      out.append('\n');
      notes.forEach(note -> appendLine(out, note));
    }
    List<String> foot = new FootLine(safe, zone, pages.get()).of(profile);
    appendLine(out, paint.faint(String.join(GAP, foot)));
    return out.toString();
  }

  /**
   * Returns the difference of two profiles: the calls that took more or less, with signs, and the
   * events of which there are more or fewer. Of routes, give their mean requests.
   */
  public String toComparison(Profile before, Profile after) {
    TextTree tree = new TextTree(TreeLabels.of(shaping, unicode, paint, 0));
    return new ComparisonText(shaping, tree, new FootLine(safe(), zone, "")).of(before, after);
  }

  private SafeText safe() {
    return new SafeText(!unicode);
  }

  private static void appendAbove(StringBuilder out, Profile profile, List<String> alarms) {
    out.append('\n');
    if (profile.totals() != null) {
      appendLine(out, String.join(GAP, TextHeader.durations(profile.totals())));
    }
    alarms.forEach(alarm -> appendLine(out, alarm));
    if (profile.totals() != null || !alarms.isEmpty()) {
      out.append('\n');
    }
  }

  /** The tree, what it does not show of what was noted, and the tree of what is unusual. */
  private void appendTree(
      StringBuilder out, Profile profile, CallNode shaped, TreeLabels labels, List<String> facts) {
    TextTree tree = new TextTree(labels);
    ReportLines lines = ReportLines.of(profile, shaped, labels.node().lanes());
    boolean estimated = profile.cpuNanos().isEmpty();
    tree.appendTo(
        out,
        labels.rows(lines.root(), estimated, lines.times()::of, lines.events()),
        profile.durationNanos(),
        facts.isEmpty() ? "" : GAP + String.join(GAP, facts));
    if (!profile.events().isEmpty()) {
      out.append('\n');
      appendLine(out, String.join(GAP, new EventSummary(safe()).of(profile.events())));
      new EventTable(labels.call(), labels.event()).appendTo(out, lines.events().notShown(profile));
    }
    if (profile.baseline() != null) {
      appendDifference(out, profile, profile.baseline(), tree);
    }
  }

  private void appendDifference(
      StringBuilder out, Profile profile, Profile.Baseline usual, TextTree tree) {
    TreeDifference difference = TreeDifference.of(profile.root(), usual.root());
    long more = Math.abs(difference.root().totalNanos());
    out.append("\n  ")
        .append(Figures.time(difference.root().totalNanos()))
        .append(" more than usual, which is ")
        .append(Figures.time(usual.medianNanos()))
        .append(", the median of ")
        .append(Figures.count(usual.count(), "request", "requests"))
        .append(":\n\n");
    tree.appendDifferenceTo(
        out,
        difference.largest(shaping, 0),
        TimeColumn.of(more, profile.sampling().resolutionNanos()),
        profile.cpuNanos().isEmpty());
  }

  private static void appendLine(StringBuilder out, String line) {
    out.append(TextTree.MARGIN).append(line).append('\n');
  }

  private static void appendWorst(StringBuilder out, Profile.Totals totals, SafeText safe) {
    String before = "\n  longest ";
    for (Profile worst : totals.worst()) {
      Profile.Request request = worst.request();
      out.append(before)
          .append(Figures.time(worst.durationNanos()))
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
    TextHeader header = new TextHeader(shaping, safe());
    StringBuilder out = new StringBuilder("--- all routes since the start\n\n");
    for (Profile route : routes.subList(0, Math.min(routes.size(), MAX_ROUTES))) {
      out.append("  ").append(header.title(route));
      Profile.Totals totals = route.totals();
      if (totals != null) {
        out.append(GAP).append(String.join(GAP, TextHeader.durations(totals)));
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

  /** Returns the reason why a profile is slow, in a sentence; empty if nothing stands out. */
  String finding(Profile profile) {
    return new TextHeader(shaping, safe()).finding(profile);
  }

  /** Returns one line about a thread that is blocked although it must not be, for a log. */
  String toText(BlockedThread blocked) {
    SafeText safe = safe();
    return safe.of(blocked.thread(), MAX_NAME)
        + " is blocked, for "
        + Figures.time(blocked.nanos())
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
    return new CallText(shaping, safe()).in(blocked.stack());
  }

  /**
   * Returns the calls that took most of the time, such as {@code Shop.buy Shop.java:12}, the
   * outermost first: each took at least half as long as the one before. At most the innermost
   * twelve.
   */
  List<String> heaviestPath(Profile profile) {
    return HeaviestPath.in(
        shaping.apply(profile.root(), profile.sampling().resolutionNanos()),
        new CallText(shaping, safe()));
  }

  static List<String> notes(Profile profile, Shaping shaping, SafeText safe) {
    List<String> notes = new ArrayList<>();
    if (profile.sampling().walks() > 0 && shaping.seesLibrariesOnly(profile.root())) {
      notes.add(
          "No code of the application was seen. If its packages count as those of libraries, name"
              + " them with the option show.");
    }
    profile.notes().forEach(note -> notes.add(safe.of(note, MAX_NOTE)));
    return notes;
  }

  /** Makes a {@link TextReport}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private Shaping shaping = Shaping.DEFAULT;
    private boolean unicode = true;
    private Colour colour = Colour.NEVER;
    private ZoneId zone = ZoneId.systemDefault();
    private Supplier<String> pages = () -> "";

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

    /**
     * Sets where the pages of profiles are, such as {@code /profiles/}: a profile's id follows.
     * Asked for each report, by any thread; empty, as by default, while it is not known.
     */
    public Builder pages(Supplier<String> address) {
      pages = address;
      return this;
    }

    public TextReport build() {
      return new TextReport(this);
    }
  }
}
