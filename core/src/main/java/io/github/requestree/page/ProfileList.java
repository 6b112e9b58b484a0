package io.github.requestree.page;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the page that lists profiles. It needs no script. Immutable and thread-safe. */
final class ProfileList {

  private static final int MAX_ROWS = 200;
  private static final int MAX_PATH = 200;
  private static final int MAX_WORD = 32;
  private static final int MAX_FAILURE = 100;

  private static final String CSS = PageParts.read(List.of("colours.css", "profiles.css"));

  private static final String WHAT_COLUMNS =
      "<th scope=col>Method<th scope=col>Route<th scope=col>Working and waiting<th scope=col class=n>";

  private static final String SINGLE_COLUMNS =
      "<th scope=col class=n>Duration" + WHAT_COLUMNS + "Status<th scope=col>Started";

  private static final String ROUTE_COLUMNS =
      "<th scope=col class=n>Requests<th scope=col class=n>p50<th scope=col class=n>p95"
          + "<th scope=col class=n>Max"
          + WHAT_COLUMNS
          + "Errors<th scope=col>Since";

  /** Lines across, for time that nobody saw; drawn in bars that are stretched. */
  private static final String HATCH =
      "<svg class=away aria-hidden=true><defs><pattern id=hatch width=36 height=10"
          + " patternUnits=userSpaceOnUse><rect class=ground width=36 height=10></rect>"
          + "<rect class=line width=14 height=10></rect></pattern></defs></svg>\n";

  private final When when;

  ProfileList(ZoneId zone) {
    when = new When(zone);
  }

  /** Returns the policy of the page: its own style, an empty icon, and nothing else. */
  String policy() {
    return ProfilePages.SHOWS_NOTHING + "; img-src data:; style-src '" + PageParts.hash(CSS) + "'";
  }

  /**
   * Returns the page.
   *
   * @param recent null if nobody keeps profiles
   * @param uri the raw path under which the page was asked for, if it has no slash at its end;
   *     links go from there
   */
  String toHtml(@Nullable RecentProfiles recent, String uri) {
    StringBuilder out = new StringBuilder();
    out.append("<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n")
        .append("<title>Profiles</title>\n")
        .append("<meta name=viewport content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=color-scheme content=\"light dark\">\n")
        .append("<link rel=icon href=\"data:,\">\n<style>")
        .append(CSS)
        .append("</style>\n</head>\n<body>\n<h1>Profiles</h1>\n");
    if (recent == null) {
      out.append("<p>No profiles are kept: this application has no profiling filter whose option ")
          .append("<code>recentProfiles</code> is above 0.</p>\n");
    } else {
      appendAll(out, recent, links(uri));
    }
    return out.append("</body>\n</html>\n").toString();
  }

  /** Returns the beginning of links to profiles, seen from the page. */
  private static String links(String uri) {
    String last = uri.substring(uri.lastIndexOf('/') + 1);
    int parameters = last.indexOf(';');
    last = parameters < 0 ? last : last.substring(0, parameters);
    return last.isEmpty() ? "" : "./" + SafeText.html(last, MAX_PATH) + "/";
  }

  private void appendAll(StringBuilder out, RecentProfiles recent, String links) {
    List<Profile> newest = recent.recent();
    List<Profile> worst = recent.worst();
    List<Profile> routes = recent.routes();
    out.append("<p>")
        .append(
            String.format(
                Locale.ROOT,
                "In memory: %,d recent, %,d slowest, %,d routes; about %.1f MB.",
                newest.size(),
                worst.size(),
                routes.size(),
                recent.bytes() / 1e6));
    if (recent.tooLarge() > 0) {
      out.append(String.format(Locale.ROOT, " %,d were too large to keep.", recent.tooLarge()));
    }
    out.append("</p>\n<p class=legend>");
    TimeMix.MEANINGS.forEach(
        (family, meaning) ->
            out.append("<span><i class=")
                .append(family)
                .append("></i>")
                .append(meaning)
                .append("</span> "));
    out.append("</p>\n").append(HATCH);
    if (newest.isEmpty() && worst.isEmpty() && routes.isEmpty()) {
      out.append("<p>Nothing has been profiled yet. Ask the application for something, ")
          .append("then load this page again.</p>\n");
      return;
    }
    out.append("<nav><a href=\"#slowest\">Slowest</a> <a href=\"#recent\">Most recent</a>")
        .append(" <a href=\"#routes\">Routes</a></nav>\n");
    appendTable(out, "<h2 id=slowest>Slowest</h2>\n", SINGLE_COLUMNS, worst, links);
    appendTable(out, "<h2 id=recent>Most recent</h2>\n", SINGLE_COLUMNS, newest, links);
    appendTable(out, "<h2 id=routes>Routes</h2>\n", ROUTE_COLUMNS, routes, links);
  }

  private void appendTable(
      StringBuilder out, String title, String columns, List<Profile> profiles, String links) {
    out.append(title);
    if (profiles.isEmpty()) {
      out.append("<p>None yet.</p>\n");
      return;
    }
    List<Profile> shown = profiles.subList(0, Math.min(profiles.size(), MAX_ROWS));
    long longest = shown.stream().mapToLong(Profile::durationNanos).max().orElse(0);
    out.append("<div class=wide tabindex=0 role=region aria-label=Table><table>\n<thead><tr>")
        .append(columns)
        .append("</thead>\n<tbody>\n");
    for (Profile profile : shown) {
      appendRow(out, profile, longest, links);
    }
    out.append("</tbody>\n</table></div>\n");
    if (shown.size() < profiles.size()) {
      out.append(
          String.format(
              Locale.ROOT, "<p>%,d others are kept.</p>\n", profiles.size() - shown.size()));
    }
  }

  private void appendRow(StringBuilder out, Profile profile, long longestNanos, String links) {
    TimeMix parts = TimeMix.of(profile);
    Profile.Totals totals = profile.totals();
    out.append("<tr>");
    if (totals == null) {
      out.append("<td class=n>").append(seconds(profile.durationNanos()));
      out.append(profile.stillRunning() ? " so far" : "");
    } else {
      appendFigures(out, totals);
    }
    Profile.Request request = profile.request();
    out.append("<td>").append(SafeText.html(request == null ? "" : request.method(), MAX_WORD));
    String path = request == null ? profile.name() : request.path();
    out.append("<td class=path><a href=\"").append(links).append(SafeText.html(profile.id(), 64));
    out.append("\"><bdi>").append(SafeText.html(path, MAX_PATH)).append("</bdi></a>");
    if (request != null && !request.route().equals(path)) {
      out.append("<small><bdi>").append(SafeText.html(request.route(), MAX_PATH));
      out.append("</bdi></small>");
    }
    out.append("<td class=bar>");
    parts.appendBar(out, longestNanos);
    out.append("<small>").append(parts.inWords()).append("</small>");
    if (totals == null) {
      appendStatus(out, request);
    } else {
      out.append(totals.errors() > 0 ? "<td class=\"n failed\">" : "<td class=n>");
      out.append(String.format(Locale.ROOT, "%,d", totals.errors()));
    }
    out.append("<td><time datetime=\"").append(profile.startedAt()).append("\">");
    out.append(when.of(profile.startedAt())).append("</time>\n");
  }

  private static void appendStatus(StringBuilder out, Profile.@Nullable Request request) {
    boolean failed = request != null && request.failed();
    out.append(failed ? "<td class=\"n failed\">" : "<td class=n>");
    out.append(request == null ? "" : request.status() == 0 ? "?" : request.status());
    if (request != null && request.failure() != null) {
      out.append("<small>").append(SafeText.html(request.failure(), MAX_FAILURE));
      out.append("</small>");
    }
  }

  private static void appendFigures(StringBuilder out, Profile.Totals totals) {
    out.append(String.format(Locale.ROOT, "<td class=n>%,d", totals.count()));
    for (long nanos : new long[] {totals.p50Nanos(), totals.p95Nanos(), totals.maxNanos()}) {
      out.append("<td class=n>").append(seconds(nanos));
    }
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }
}
