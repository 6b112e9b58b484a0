package io.github.requestree.page;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.ReportHead;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the page that lists profiles. Without its script it is whole, with it live: the script
 * asks for the rows that are new. Immutable and thread-safe.
 */
final class ProfileList {

  private static final int MAX_PATH = 200;
  private static final int MAX_WORD = 32;
  private static final int MAX_FAILURE = 100;
  private static final int MAX_FINDING = 300;

  private static final String CSS = PageParts.read(List.of("colours.css", "profiles.css"));
  private static final String SCRIPT = PageParts.read(List.of("dom.js", "list.js"));

  private static final String SINGLES =
      columns("n:Duration", "Request", "Where its time went", "n:Status", "Started");

  private static final String ROUTES =
      columns(
          "n:Requests",
          "n:p50",
          "n:p95",
          "n:Max",
          "n:Errors",
          "Route",
          "Where its time went",
          "Last window");

  /** Lines across, for time that nobody saw; drawn in bars that are stretched. */
  private static final String HATCH = PageParts.read(List.of("hatch.html"));

  private final When when;

  ProfileList(ZoneId zone) {
    when = new When(zone);
  }

  private static String columns(String... names) {
    StringBuilder columns = new StringBuilder("<thead><tr>");
    for (String name : names) {
      boolean figure = name.startsWith("n:");
      columns.append(figure ? "<th scope=col class=n>" : "<th scope=col>");
      columns.append(figure ? name.substring(2) : name);
    }
    return columns.append("</thead>\n<tbody>\n").toString();
  }

  /** Returns the policy of the page: its own style and script, which asks this server alone. */
  String policy() {
    return ProfilePages.SHOWS_NOTHING
        + "; img-src data:; connect-src 'self'; style-src '"
        + PageParts.hash(CSS)
        + "'; script-src '"
        + PageParts.hash(SCRIPT)
        + "'";
  }

  /**
   * Returns the page.
   *
   * @param served null if nobody keeps profiles
   * @param uri the raw path under which the page was asked for, if it has no slash at its end;
   *     links go from there
   */
  String toHtml(@Nullable PublishedProfiles served, String uri) {
    StringBuilder out = begin("Profiles");
    if (served == null) {
      out.append("<p>No profiles are kept: this application has no profiling filter whose option ")
          .append("<code>recentProfiles</code> is above 0.</p>\n");
    } else {
      out.append("<p class=legend>");
      TimeMix.MEANINGS.forEach(
          (family, meaning) ->
              out.append("<span><i class=")
                  .append(family)
                  .append("></i>")
                  .append(meaning)
                  .append("</span> "));
      out.append("</p>\n").append(HATCH).append("<form id=tools hidden></form>\n");
      out.append(newsSince(0, served, uri));
    }
    return out.append("<script>").append(SCRIPT).append("</script>\n</body>\n</html>\n").toString();
  }

  /** Returns a page that says that a profile is not kept any more. */
  String notKept() {
    return begin("Not kept")
        .append("<p>This profile is not kept any more, or never was: newer or slower ones have ")
        .append("taken its place. <a href=\"./\">All profiles</a></p>\n</body>\n</html>\n")
        .toString();
  }

  private static StringBuilder begin(String title) {
    return new StringBuilder(
            "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset=utf-8>\n<title>")
        .append(title)
        .append("</title>\n<meta name=viewport content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=color-scheme content=\"light dark\">\n")
        .append("<link rel=icon href=\"data:,\">\n<style>")
        .append(CSS)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(title)
        .append("</h1>\n");
  }

  /** Returns the part of the page that changes, with the rows alone that came after this number. */
  String newsSince(long after, PublishedProfiles served, String uri) {
    RecentProfiles recent = served.recent();
    Shaping shaping = served.page().shaping();
    String links = links(uri);
    List<BoundedProfiles.Kept> singles = recent.singles();
    List<BoundedProfiles.Kept> routes = recent.keptRoutes();
    long first = recent.firstRecent();
    long last = after;
    StringBuilder out = new StringBuilder("<p id=state>").append(state(recent)).append("</p>\n");
    out.append("<ul id=running aria-label=\"Running now\">\n");
    for (Profile running : recent.running.apply("")) {
      out.append("<li><b>").append(seconds(running.durationNanos())).append("</b> <bdi>");
      out.append(SafeText.html(running.name(), MAX_PATH)).append("</bdi> <a href=\"");
      out.append(links).append(running.id()).append("\">see it now</a>\n");
    }
    out.append("</ul>\n<p id=nothing").append(singles.isEmpty() ? ">" : " hidden>");
    out.append("Nothing has been profiled yet. Ask the application for something.</p>\n");
    out.append("<h2>Routes</h2>\n<p>Since the start; where the time went is that of the last ")
        .append("window in which it was asked for.</p>\n");
    beginTable(out, "routes", ROUTES);
    for (BoundedProfiles.Kept route : routes) {
      last = Math.max(last, route.number());
      if (route.number() > after) {
        appendRoute(out, route.profile(), recent, links, shaping);
      }
    }
    out.append("</tbody>\n</table></div>\n<h2>Requests</h2>\n");
    beginTable(out, "requests", SINGLES);
    for (BoundedProfiles.Kept single : singles) {
      last = Math.max(last, single.number());
      if (single.number() > after) {
        appendSingle(out, single, links, shaping);
      }
    }
    String slowest =
        singles.stream()
            .filter(single -> single.number() < first)
            .map(single -> Long.toString(single.number()))
            .collect(Collectors.joining(" "));
    return "<main data-last="
        + last
        + " data-first="
        + first
        + " data-slowest=\""
        + slowest
        + "\">\n"
        + out
        + "</tbody>\n</table></div>\n</main>\n";
  }

  private static String state(RecentProfiles recent) {
    String kept =
        String.format(
            Locale.ROOT,
            "In memory: %,d recent, %,d slowest, %,d routes; about %.1f MB.",
            recent.recent().size(),
            recent.worst().size(),
            recent.routes().size(),
            recent.bytes() / 1e6);
    return recent.tooLarge() == 0
        ? kept
        : kept + String.format(Locale.ROOT, " %,d were too large to keep.", recent.tooLarge());
  }

  /** Returns the beginning of links to profiles, seen from the page. */
  private static String links(String uri) {
    String last = uri.substring(uri.lastIndexOf('/') + 1);
    int parameters = last.indexOf(';');
    last = parameters < 0 ? last : last.substring(0, parameters);
    return last.isEmpty() ? "" : "./" + SafeText.html(last, MAX_PATH) + "/";
  }

  private static void beginTable(StringBuilder out, String id, String columns) {
    out.append("<div class=wide tabindex=0 role=region aria-label=").append(id);
    out.append("><table id=").append(id).append(">\n").append(columns);
  }

  private void appendSingle(
      StringBuilder out, BoundedProfiles.Kept kept, String links, Shaping shaping) {
    Profile profile = kept.profile();
    Profile.Request request = profile.request();
    beginRow(out, kept.number(), profile);
    out.append("<td class=n>").append(seconds(profile.durationNanos()));
    out.append(profile.stillRunning() ? " so far" : "");
    appendWhat(out, profile, links, shaping);
    appendTime(out, profile);
    appendStatus(out, request);
    out.append("<td><time datetime=\"").append(profile.startedAt()).append("\">");
    out.append(when.of(profile.startedAt())).append("</time>\n");
  }

  private void appendRoute(
      StringBuilder out, Profile route, RecentProfiles recent, String links, Shaping shaping) {
    Profile.Totals window = route.totals();
    if (window == null) {
      return;
    }
    Profile.Totals all = recent.sinceStart(route, window);
    beginRow(out, route.durationNanos(), route);
    out.append("<td class=n>").append(Figures.count(all.count()));
    for (long nanos : new long[] {all.p50Nanos(), all.p95Nanos(), all.maxNanos()}) {
      out.append("<td class=n>").append(seconds(nanos));
    }
    out.append(all.errors() > 0 ? "<td class=\"n failed\">" : "<td class=n>");
    out.append(Figures.count(all.errors()));
    appendWhat(out, route, links, shaping);
    appendTime(out, route);
    out.append("<td><small>")
        .append(Figures.count(window.count()))
        .append(", p95 ")
        .append(seconds(window.p95Nanos()))
        .append(", since <time datetime=\"")
        .append(route.startedAt())
        .append("\">")
        .append(when.of(route.startedAt()))
        .append("</time></small>\n");
  }

  private static void beginRow(StringBuilder out, long order, Profile profile) {
    Profile.Request request = profile.request();
    out.append("<tr data-order=").append(order).append(" data-route=\"");
    if (request != null) {
      out.append(SafeText.html(request.method(), MAX_WORD)).append(' ');
    }
    String route = request == null ? profile.name() : request.route();
    out.append(SafeText.html(route, MAX_PATH)).append("\">");
  }

  private static void appendWhat(
      StringBuilder out, Profile profile, String links, Shaping shaping) {
    Profile.Request request = profile.request();
    String path = request == null ? profile.name() : request.path();
    out.append("<td class=path>");
    if (request != null) {
      out.append("<span>").append(SafeText.html(request.method(), MAX_WORD)).append("</span> ");
    }
    out.append("<a href=\"").append(links).append(SafeText.html(profile.id(), 64));
    out.append("\"><bdi>").append(SafeText.html(path, MAX_PATH)).append("</bdi></a>");
    if (request != null && !request.route().equals(path)) {
      out.append("<small><bdi>").append(SafeText.html(request.route(), MAX_PATH));
      out.append("</bdi></small>");
    }
    for (Map.Entry<String, String> tag : profile.tags().entrySet()) {
      out.append("<small><bdi>").append(SafeText.html(tag.toString(), MAX_PATH));
      out.append("</bdi></small>");
    }
    String finding = ReportHead.finding(profile, shaping);
    if (!finding.isEmpty()) {
      out.append("<small class=finding><bdi>").append(SafeText.html(finding, MAX_FINDING));
      out.append("</bdi></small>");
    }
  }

  private static void appendTime(StringBuilder out, Profile profile) {
    TimeMix parts = TimeMix.of(profile);
    out.append("<td class=bar>");
    parts.appendBar(out);
    out.append("<small>").append(parts.inWords());
    out.append(parts.isLittleSeen() ? ", little of it seen" : "").append("</small>");
  }

  private static void appendStatus(StringBuilder out, Profile.@Nullable Request request) {
    boolean failed = request != null && request.failed();
    out.append(failed ? "<td class=\"n status failed\">" : "<td class=\"n status\">");
    out.append(request == null ? "" : request.status() == 0 ? "?" : request.status());
    if (request != null && request.failure() != null) {
      out.append("<small>").append(SafeText.html(request.failure(), MAX_FAILURE));
      out.append("</small>");
    }
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }
}
