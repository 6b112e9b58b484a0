package io.github.requestree.page;

import io.github.requestree.export.ReportFormat;
import io.github.requestree.profile.Profile;
import io.github.requestree.routes.RouteTotals;
import io.github.requestree.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the page for a path: the list, or a profile in one of its formats. Thread-safe. */
public final class ProfilePages {

  /** The policy of a page that shows its content and runs nothing of its own. */
  public static final String SHOWS_NOTHING =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** The headers of every answer: nothing of it is kept, framed, or read by another site. */
  public static final Map<String, String> PROTECTION =
      Map.of(
          "Cache-Control", "no-store",
          "X-Content-Type-Options", "nosniff",
          "X-Frame-Options", "DENY",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Content-Security-Policy", SHOWS_NOTHING);

  private static final int OK = 200;
  private static final String HTML = "text/html;charset=utf-8";
  private static final String PAGE =
      HtmlReport.contentSecurityPolicy() + "; frame-ancestors 'none'";

  /** The letters of a profile's name: no others get into a file's name or are looked for. */
  private static final Pattern PROFILE = Pattern.compile("/([0-9a-f]{16,64})(\\.[a-z.]{1,32})?");

  /** The query of a poll; any other one is none. */
  private static final Pattern POLL = Pattern.compile("after=(\\d{1,18})");

  /** The query of a badge: a few ids, and nothing else. */
  private static final Pattern IDS = Pattern.compile("ids=([0-9a-f]{32}(?:,[0-9a-f]{32}){0,49})");

  private static final String BADGE =
      "(() => {\n" + PageParts.read(List.of("dom.js", "figures.js", "badge.js")) + "})();\n";

  /** The query of a comparison; one that only looks like it leads nowhere. */
  private static final Pattern COMPARE = Pattern.compile("compare=([0-9a-f]{16,64})");

  /**
   * A page to be sent.
   *
   * @param status 200, or 404 for a page that says that a profile is gone
   * @param policy the content security policy
   * @param disposition whether it is shown or saved, and under which name; empty for a page
   */
  public record Page(
      int status,
      String mediaType,
      String policy,
      String disposition,
      ByteArrayOutputStream body) {}

  private final ProfileList list;

  /**
   * @param zone of the times in the list
   */
  public ProfilePages(ZoneId zone) {
    list = new ProfileList(zone);
  }

  /**
   * Returns the page, or null if there is none.
   *
   * @param served null if nobody keeps profiles
   * @param path below the page's own, decoded
   * @param uri the whole path as it came
   * @param query as it came; list and badge ask with it for what is new, and a profile's page for
   *     the difference from another one
   */
  public @Nullable Page page(
      @Nullable PublishedProfiles served, @Nullable String path, String uri, @Nullable String query)
      throws IOException {
    String asks = query == null ? "" : query;
    if (path == null || path.equals("/")) {
      String from = path == null ? uri : "";
      Matcher poll = POLL.matcher(asks);
      return page(
          OK,
          HTML,
          list.policy(),
          served != null && poll.matches()
              ? list.newsSince(Long.parseLong(poll.group(1)), served, from)
              : list.toHtml(served, from));
    }
    if (path.equals("/badge.js")) {
      return page(OK, "text/javascript;charset=utf-8", SHOWS_NOTHING, BADGE);
    }
    Matcher ids = IDS.matcher(asks);
    if (served != null && path.equals("/brief") && ids.matches()) {
      String briefs = ProfileBriefs.of(ids.group(1).split(",", -1), served);
      return page(OK, "application/json", SHOWS_NOTHING, briefs);
    }
    Matcher asked = PROFILE.matcher(path);
    Matcher compared = COMPARE.matcher(asks);
    boolean compares = compared.matches();
    if (served == null || !asked.matches() || (!compares && asks.contains("compare="))) {
      return null;
    }
    Profile profile = served.recent().now(asked.group(1)).orElse(null);
    Profile before = compares ? served.recent().now(compared.group(1)).orElse(null) : null;
    String suffix = asked.group(2);
    if (profile == null || (compares && before == null)) {
      return suffix == null ? page(404, HTML, list.policy(), list.notKept()) : null;
    }
    Map<String, String> around = around(served.recent(), profile);
    if (before != null) {
      before = RouteTotals.mean(before);
      profile = RouteTotals.mean(profile);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (suffix == null) {
      served.page().write(profile, before, around, body);
      return new Page(OK, served.page().mediaType(), PAGE, "", body);
    }
    ReportFormat format = served.format(suffix);
    if (format != null && before == null) {
      format.write(profile, body);
    } else if (before != null && format instanceof TextReport text) {
      body.writeBytes(text.toComparison(before, profile).getBytes(StandardCharsets.UTF_8));
    } else {
      return null;
    }
    String how = suffix.equals(".txt") ? "inline" : "attachment";
    String disposition = how + "; filename=\"profile-" + profile.id() + suffix + '"';
    return new Page(OK, format.mediaType(), SHOWS_NOTHING, disposition, body);
  }

  private static Page page(int status, String mediaType, String policy, String text) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return new Page(status, mediaType, policy, "", body);
  }

  /** Returns the ids of its route, and of the profiles before and after it. */
  private static Map<String, String> around(RecentProfiles all, Profile profile) {
    Map<String, String> around = new LinkedHashMap<>();
    Profile.Request request = profile.request();
    for (Profile route : all.routes()) {
      Profile.Request merged = route.request();
      if (profile.totals() == null
          && request != null
          && merged != null
          && merged.method().equals(request.method())
          && merged.route().equals(request.route())) {
        around.put("Its route", route.id());
      }
    }
    List<String> newestFirst = all.recent().stream().map(Profile::id).toList();
    int at = newestFirst.indexOf(profile.id());
    if (at >= 0 && at + 1 < newestFirst.size()) {
      around.put("Before", newestFirst.get(at + 1));
    }
    if (at > 0) {
      around.put("After", newestFirst.get(at - 1));
    }
    return around;
  }
}
