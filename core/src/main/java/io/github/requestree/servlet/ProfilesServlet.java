package io.github.requestree.servlet;

import io.github.requestree.internal.Option;
import io.github.requestree.page.Access;
import io.github.requestree.page.ProfilePages;
import io.github.requestree.page.PublishedProfiles;
import io.github.requestree.page.RecentProfiles;
import io.github.requestree.shaping.Shaping;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows the profiles that are kept in memory: a list of the recent and the slowest ones and of the
 * routes, and a page for each, also in other formats. Map it to any path with a star, such as
 * {@code /profiles/*}, and let a {@link ProfilingFilter} keep profiles by its option {@code
 * recentProfiles}.
 *
 * <p>It answers 404 to everyone, as if it were not there, until somebody is given {@link Access}:
 * in code, or by the init-param {@code access}, which accepts {@code loopback}. It changes nothing,
 * and nothing of it may be cached, framed, or read by another site. Thread-safe.
 */
@SuppressWarnings("serial") // HttpServlet is serializable; nobody serializes one.
public final class ProfilesServlet extends HttpServlet {

  private static final String ACCESS = "access";
  private static final String LOOPBACK = "loopback";

  private final @Nullable PublishedProfiles given;
  private final boolean accessGiven;
  private volatile @Nullable Access access;
  private final Warnings warnings = new Warnings(System::nanoTime);

  /** Made for the first request of a page: it reads files. */
  private static final class Pages {
    static final ProfilePages ALL = new ProfilePages(ZoneId.systemDefault());
  }

  /**
   * Serves {@code web.xml}: shows the profiles of the filter to those that the init-param names.
   */
  public ProfilesServlet() {
    this(null, null);
  }

  private ProfilesServlet(@Nullable PublishedProfiles given, @Nullable Access access) {
    this.given = given;
    this.accessGiven = access != null;
    this.access = access;
  }

  /** Shows the profiles of the filter of the same application. */
  public static ProfilesServlet of(Access access) {
    return new ProfilesServlet(null, Objects.requireNonNull(access, "access"));
  }

  /** Shows these profiles. */
  public static ProfilesServlet of(RecentProfiles recent, Access access) {
    return new ProfilesServlet(
        PublishedProfiles.of(recent, Shaping.DEFAULT, Formats.all(Shaping.DEFAULT), ""),
        Objects.requireNonNull(access, "access"));
  }

  /**
   * Reads the init-param.
   *
   * @throws ServletException if it is wrong; it names the parameter, its value and the accepted
   *     values
   */
  @Override
  public void init(ServletConfig config) throws ServletException {
    super.init(config);
    for (String name : Collections.list(config.getInitParameterNames())) {
      if (accessGiven) {
        warnings.setup(
            "init-param ignored, as the servlet was created with its access: "
                + Option.shown(name));
      } else if (!name.equals(ACCESS)) {
        warnings.setup(
            "unknown init-param '" + Option.shown(name) + "' ignored; known is " + ACCESS);
      }
    }
    String text = config.getInitParameter(ACCESS);
    if (!accessGiven && text == null) {
      warnings.setup(
          "the page of profiles answers 404 to everyone, since nothing says who may see them: set"
              + " the servlet's init-param access, or create it with an Access");
    } else if (!accessGiven) {
      access = access(text);
    }
    keepFromProfiling(config);
  }

  private void keepFromProfiling(ServletConfig config) {
    try {
      ServletContext context = config.getServletContext();
      ServletRegistration own = context.getServletRegistration(config.getServletName());
      if (own != null) {
        tell(PagePaths.in(context), own.getMappings());
      }
    } catch (Throwable e) {
      // Then the first request tells the path of the page.
    }
  }

  /**
   * Keeps the page from being profiled by its own mapping: the registration knows nothing of
   * mappings made by an embedded Tomcat's wrapper.
   */
  private void keepFromProfiling(HttpServletRequest request) {
    if (RequestProfile.of(request) != null) {
      tell(PagePaths.in(getServletContext()), Set.of(request.getHttpServletMapping().getPattern()));
    }
  }

  private void tell(PagePaths pages, Collection<String> mappings) {
    Access shownTo = access;
    if (given == null && shownTo != null) {
      pages.addOfFilter(mappings, shownTo);
    } else {
      pages.add(mappings);
    }
  }

  private static Access access(String text) throws ServletException {
    if (!text.strip().equals(LOOPBACK)) {
      throw new ServletException(
          "requestree: init-param "
              + ACCESS
              + " is '"
              + Option.shown(text)
              + "', but must be "
              + LOOPBACK);
    }
    return Access.loopbackOnly();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    keepFromProfiling(request);
    if (!isAllowed(request)) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    if (!protect(response)) {
      warnings.setup(
          "the page of profiles showed no profiles, as its headers were not accepted: it was"
              + " included, the response had begun, or something keeps them back");
      if (!response.isCommitted()) {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
      }
      return;
    }
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
      return;
    }
    PublishedProfiles served = given != null ? given : PublishedProfiles.in(getServletContext());
    ProfilePages.Page page;
    try {
      page =
          Pages.ALL.page(
              served, request.getPathInfo(), request.getRequestURI(), request.getQueryString());
    } catch (Throwable e) {
      warnings.refusal("requestree failed to show a profile", e);
      response.sendError(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
      return;
    }
    if (page == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else {
      send(page, response, method.equals("GET"));
    }
  }

  /**
   * Protects the answer; returns false if a container ignored the headers, as in an include or a
   * begun answer.
   */
  private static boolean protect(HttpServletResponse response) {
    ProfilePages.PROTECTION.forEach(response::setHeader);
    return ProfilePages.PROTECTION.entrySet().stream()
        .allMatch(header -> header.getValue().equals(response.getHeader(header.getKey())));
  }

  private boolean isAllowed(HttpServletRequest request) {
    try {
      Access shownTo = access;
      return shownTo != null && shownTo.allows(request);
    } catch (Throwable e) {
      warnings.refusal("requestree failed to find out who may see profiles, and showed none", e);
      return false;
    }
  }

  private static void send(ProfilePages.Page page, HttpServletResponse response, boolean withBody)
      throws IOException {
    response.setStatus(page.status());
    response.setContentType(page.mediaType());
    response.setContentLength(page.body().size());
    response.setHeader("Content-Security-Policy", page.policy());
    if (!page.disposition().isEmpty()) {
      response.setHeader("Content-Disposition", page.disposition());
    }
    if (withBody) {
      page.body().writeTo(response.getOutputStream());
    }
  }
}
