package io.github.requestree.page;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import io.github.requestree.shaping.Shaping;
import io.github.requestree.text.ReportHead;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  private static final String HEAD = PageParts.read(List.of("list-head.html"));
  private static final String NEWS = PageParts.read(List.of("list.html"));

  /** Lines across, for time that nobody saw; drawn in bars that are stretched. */
  private static final String HATCH = PageParts.read(List.of("hatch.html"));

  private final When when;

  ProfileList(ZoneId zone) {
    when = new When(zone);
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
    StringBuilder out = new StringBuilder(HEAD.formatted("Profiles", CSS));
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
    return HEAD.formatted("Not kept", CSS)
        + "<p>This profile is not kept any more, or never was: newer or slower ones have "
        + "taken its place. <a href=\"./\">All profiles</a></p>\n</body>\n</html>\n";
  }

  /** Returns the part of the page that changes, with the rows alone that came after this number. */
  String newsSince(long after, PublishedProfiles served, String uri) {
    RecentProfiles recent = served.recent();
    Shaping shaping = served.page().shaping();
    String links = links(uri);
    List<BoundedProfiles.Kept> singles = recent.singles();
    List<BoundedProfiles.Kept> routes = recent.keptRoutes();
    long first = recent.firstRecent();
    long last =
        Stream.concat(singles.stream(), routes.stream())
            .mapToLong(BoundedProfiles.Kept::number)
            .reduce(after, Math::max);
    String slowest =
        singles.stream()
            .filter(single -> single.number() < first)
            .map(single -> Long.toString(single.number()))
            .collect(Collectors.joining(" "));
    return String.format(
        Locale.ROOT,
        NEWS,
        last,
        first,
        slowest,
        state(recent),
        recent.running.apply("").stream()
            .map(profile -> running(profile, links))
            .collect(Collectors.joining()),
        singles.isEmpty() ? "" : " hidden",
        rows(routes, after, route -> route(route.profile(), recent, links, shaping)),
        rows(singles, after, single -> single(single, links, shaping)));
  }

  private static String rows(
      List<BoundedProfiles.Kept> all, long after, Function<BoundedProfiles.Kept, String> row) {
    return all.stream()
        .filter(kept -> kept.number() > after)
        .map(row)
        .collect(Collectors.joining());
  }

  private static String running(Profile profile, String links) {
    return "<li><b>%s</b> <bdi>%s</bdi> <a href=\"%s\">see it now</a>\n"
        .formatted(
            seconds(profile.durationNanos()),
            SafeText.html(profile.name(), MAX_PATH),
            links + profile.id());
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
    String last = uri.substring(uri.lastIndexOf('/') + 1).split(";", 2)[0];
    return last.isEmpty() ? "" : "./" + SafeText.html(last, MAX_PATH) + "/";
  }

  private String single(BoundedProfiles.Kept kept, String links, Shaping shaping) {
    Profile profile = kept.profile();
    return begin(kept.number(), profile)
        + figure(seconds(profile.durationNanos()))
        + (profile.stillRunning() ? " so far" : "")
        + what(profile, links, shaping)
        + time(profile)
        + status(profile.request())
        + "<td>"
        + startedAt(profile)
        + "\n";
  }

  private String route(Profile route, RecentProfiles recent, String links, Shaping shaping) {
    Profile.Totals window = route.totals();
    if (window == null) {
      return "";
    }
    Profile.Totals all = recent.sinceStart(route, window);
    return begin(route.durationNanos(), route)
        + figure(Figures.count(all.count()))
        + figure(seconds(all.p50Nanos()))
        + figure(seconds(all.p95Nanos()))
        + figure(seconds(all.maxNanos()))
        + (all.errors() > 0 ? "<td class=\"n failed\">" : "<td class=n>")
        + Figures.count(all.errors())
        + what(route, links, shaping)
        + time(route)
        + "<td><small>%s, p95 %s, since %s</small>\n"
            .formatted(Figures.count(window.count()), seconds(window.p95Nanos()), startedAt(route));
  }

  private static String figure(String text) {
    return "<td class=n>" + text;
  }

  private String startedAt(Profile profile) {
    return "<time datetime=\"%s\">%s</time>"
        .formatted(profile.startedAt(), when.of(profile.startedAt()));
  }

  private static String begin(long order, Profile profile) {
    Profile.Request request = profile.request();
    String method = request == null ? "" : SafeText.html(request.method(), MAX_WORD) + ' ';
    String route = request == null ? profile.name() : request.route();
    return "<tr data-order=%s data-route=\"%s\">"
        .formatted(order, method + SafeText.html(route, MAX_PATH));
  }

  private static String what(Profile profile, String links, Shaping shaping) {
    Profile.Request request = profile.request();
    String path = request == null ? profile.name() : request.path();
    StringBuilder what = new StringBuilder("<td class=path>");
    if (request != null) {
      what.append("<span>").append(SafeText.html(request.method(), MAX_WORD)).append("</span> ");
    }
    what.append("<a href=\"").append(links).append(SafeText.html(profile.id(), 64));
    what.append("\"><bdi>").append(SafeText.html(path, MAX_PATH)).append("</bdi></a>");
    if (request != null && !request.route().equals(path)) {
      what.append(small("", request.route(), MAX_PATH));
    }
    profile.tags().entrySet().forEach(tag -> what.append(small("", tag.toString(), MAX_PATH)));
    String finding = ReportHead.finding(profile, shaping);
    return what + (finding.isEmpty() ? "" : small(" class=finding", finding, MAX_FINDING));
  }

  private static String small(String attribute, String text, int limit) {
    return "<small%s><bdi>%s</bdi></small>".formatted(attribute, SafeText.html(text, limit));
  }

  private static String time(Profile profile) {
    TimeMix parts = TimeMix.of(profile);
    String unseen = parts.isLittleSeen() ? ", little of it seen" : "";
    return "<td class=bar>" + parts.bar() + "<small>" + parts.inWords() + unseen + "</small>";
  }

  private static String status(Profile.@Nullable Request request) {
    if (request == null) {
      return "<td class=\"n status\">";
    }
    String failure = request.failure();
    return (request.failed() ? "<td class=\"n status failed\">" : "<td class=\"n status\">")
        + (request.status() == 0 ? "?" : request.status())
        + (failure == null ? "" : "<small>" + SafeText.html(failure, MAX_FAILURE) + "</small>");
  }

  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }
}
