package io.github.requestree.spring;

import io.github.requestree.page.ProfilePages;
import io.github.requestree.page.PublishedProfiles;
import io.github.requestree.profile.Profile;
import io.github.requestree.sampling.ProfilerStatistics;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Shows the profiles that the filter keeps, by the rules of all endpoints: nobody has access until
 * the application grants it. Thread-safe.
 */
@WebEndpoint(id = "requestree", defaultAccess = Access.NONE)
final class RequestreeEndpoint {

  private static final String STATISTICS = "statistics";

  private final ServletContext application;
  private final Supplier<@Nullable ProfilerStatistics> statistics;
  private final ProfilePages pages = new ProfilePages(ZoneId.systemDefault());

  RequestreeEndpoint(
      ServletContext application, Supplier<@Nullable ProfilerStatistics> statistics) {
    this.application = application;
    this.statistics = statistics;
  }

  /** The list for a browser. */
  @ReadOperation(produces = "text/html")
  WebEndpointResponse<byte[]> page() throws IOException {
    return answer(null);
  }

  /** The same for programs. */
  @ReadOperation(produces = "application/json")
  Map<String, List<Map<String, Object>>> list() {
    PublishedProfiles served = PublishedProfiles.in(application);
    Map<String, List<Map<String, Object>>> lists = new LinkedHashMap<>();
    if (served != null) {
      lists.put("recent", rows(served.recent().recent()));
      lists.put("slowest", rows(served.recent().worst()));
      lists.put("routes", rows(served.recent().routes()));
    }
    return lists;
  }

  /** A profile by its id with a format's suffix or without, or the statistics. */
  @ReadOperation
  WebEndpointResponse<?> profile(@Selector String id) throws IOException {
    return id.equals(STATISTICS)
        ? new WebEndpointResponse<>(statistics.get(), MimeTypeUtils.APPLICATION_JSON)
        : answer('/' + id);
  }

  private WebEndpointResponse<byte[]> answer(@Nullable String path) throws IOException {
    ServletRequestAttributes exchange =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes servlet
            ? servlet
            : null;
    String uri = exchange == null ? "/requestree" : exchange.getRequest().getRequestURI();
    String query = exchange == null ? null : exchange.getRequest().getQueryString();
    ProfilePages.Page page = pages.page(PublishedProfiles.in(application), path, uri, query);
    if (page == null) {
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
    }
    HttpServletResponse response = exchange == null ? null : exchange.getResponse();
    if (response == null) {
      // Without its headers a page could run what a profile holds.
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
    }
    ProfilePages.PROTECTION.forEach(response::setHeader);
    response.setHeader("Content-Security-Policy", page.policy());
    if (!page.disposition().isEmpty()) {
      response.setHeader("Content-Disposition", page.disposition());
    }
    return new WebEndpointResponse<>(
        page.body().toByteArray(), page.status(), MimeTypeUtils.parseMimeType(page.mediaType()));
  }

  private static List<Map<String, Object>> rows(List<Profile> profiles) {
    return profiles.stream().map(RequestreeEndpoint::row).toList();
  }

  private static Map<String, Object> row(Profile profile) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("id", profile.id());
    row.put("name", profile.name());
    row.put("startedAt", profile.startedAt().toString());
    row.put("durationMillis", profile.durationNanos() / 1e6);
    Profile.Request request = profile.request();
    if (request != null && request.status() > 0) {
      row.put("status", request.status());
    }
    return row;
  }
}
