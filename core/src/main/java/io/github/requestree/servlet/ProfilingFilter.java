package io.github.requestree.servlet;

import io.github.requestree.page.Access;
import io.github.requestree.sampling.Profiler;
import io.github.requestree.sampling.ProfilerStatistics;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * Profiles HTTP requests and logs a call tree for each. Register it first, for {@code /*}, for the
 * dispatcher types {@code REQUEST} and {@code ASYNC}, with {@code async-supported}: a filter
 * without it takes {@code startAsync} from every servlet behind it.
 *
 * <p>Options come from {@link #create(ProfilingOptions)} or from init-params of the same names, not
 * from both. Given options win, and a warning names the ignored init-params. It is no error, since
 * an operator may add parameters that the application's author never saw.
 *
 * <p>Each filter has its own {@link io.github.requestree.sampling.Profiler}, made by {@link #init}
 * and closed by {@link #destroy}. After that it lets requests pass, until it is initialised again.
 * Two filters with different options in one application are not supported: the outermost one
 * profiles, and the other one warns. A failure in here is logged on logger {@code requestree} and
 * never reaches the request. Thread-safe.
 */
public final class ProfilingFilter implements Filter {

  private final @Nullable ProfilingOptions givenOptions;
  final Warnings warnings = new Warnings(System::nanoTime);

  /** Makes the builder of each profiler; the campaign of faults has another one. */
  Supplier<Profiler.Builder> builders = Profiler::builder;

  private int initialised;
  private @Nullable ServletContext context;
  private volatile PagePaths pages = PagePaths.in(null);
  private @Nullable Profiler latest;
  volatile @Nullable FilterRuntime running;

  /** Makes a filter whose options are its init-params; for {@code web.xml}. */
  public ProfilingFilter() {
    this(null);
  }

  private ProfilingFilter(@Nullable ProfilingOptions options) {
    this.givenOptions = options;
  }

  /** Makes a filter with the default options, unless it gets init-params. */
  public static ProfilingFilter create() {
    return new ProfilingFilter();
  }

  /** Makes a filter with these options; init-params are ignored, with a warning. */
  public static ProfilingFilter create(ProfilingOptions options) {
    return new ProfilingFilter(options);
  }

  /**
   * Makes the profiler; its threads start with the first request.
   *
   * @throws ServletException if an option is wrong; it names the option, its value and the accepted
   *     values
   */
  @Override
  public synchronized void init(FilterConfig config) throws ServletException {
    InitParameters parameters = new InitParameters(config);
    if (givenOptions != null) {
      parameters.warnIgnored(warnings);
    }
    // One instance registered under two names is initialised twice, and later destroyed twice.
    if (running == null) {
      ProfilingOptions options = givenOptions != null ? givenOptions : parameters.options(warnings);
      FilterRuntime starting;
      try {
        starting =
            new FilterRuntime(
                this,
                options,
                builders.get(),
                ApplicationPackages.of(config::getServletContext),
                () -> pages.address(),
                warnings);
      } catch (IllegalArgumentException e) {
        throw new ServletException("requestree: " + e.getMessage(), e);
      }
      meetPages(starting, config);
      RequestProfile.load();
      tellMissingLog(config);
      latest = starting.profiler;
      running = starting;
    }
    initialised++;
  }

  private void tellMissingLog(FilterConfig config) {
    try {
      tellMissingLog(LoggerFactory.getILoggerFactory(), config.getServletContext());
    } catch (Throwable e) {
      // There is neither log nor context, so nobody is left to tell.
    }
  }

  /** Tells in the container's log that no SLF4J provider is there, so that there are no reports. */
  static void tellMissingLog(ILoggerFactory provider, ServletContext context) {
    if (provider instanceof NOPLoggerFactory) {
      context.log(
          "requestree: no reports are logged, as SLF4J has found no provider. A web application"
              + " needs one in WEB-INF/lib, of the version of its slf4j-api: slf4j-jdk14 for the"
              + " server's own log, or logback-classic");
    }
  }

  private void meetPages(FilterRuntime starting, FilterConfig config) {
    try {
      context = config.getServletContext();
      pages = PagePaths.in(context);
      if (starting.served != null) {
        starting.served.leaveWith(context);
      }
    } catch (Throwable e) {
      // Without a context there is no page either, unless it was asked for.
      if (starting.served != null) {
        warnings.ownFailure("leaving profiles for their page", e);
      }
    }
  }

  /**
   * Stops the profiler's threads; finished profiles are reported first. Waits a few seconds at
   * most.
   */
  @Override
  public synchronized void destroy() {
    FilterRuntime current = running;
    if (current == null || --initialised > 0) {
      return;
    }
    // Requests may still be inside: their profiles end in a closed profiler, which is harmless.
    running = null;
    try {
      if (current.served != null && context != null) {
        current.served.takeFrom(context);
      }
      context = null;
      pages = PagePaths.in(null);
      current.profiler.close();
    } catch (Throwable e) {
      warnings.ownFailure("closing", e);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RequestProfile profile = null;
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer) {
      profile = enter(http, answer);
    }
    if (profile == null) {
      chain.doFilter(request, response);
    } else {
      profiled(profile, (HttpServletRequest) request, (HttpServletResponse) response, chain);
    }
  }

  /**
   * Runs the chain. The engine knows this method by its name: frames below it are the container's.
   */
  private static void profiled(
      RequestProfile profile,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Throwable thrown = null;
    try {
      chain.doFilter(request, response);
    } catch (Throwable t) {
      thrown = t;
      throw t;
    } finally {
      boolean mayGoOn = profile.leave(request);
      profile.afterSegment(request, response, thrown, mayGoOn);
    }
  }

  /**
   * Returns the profile that the calling thread now works for, or null if the request just passes.
   */
  private @Nullable RequestProfile enter(HttpServletRequest request, HttpServletResponse response) {
    FilterRuntime current = running;
    if (current == null) {
      return null;
    }
    try {
      // The state of the request decides, not the dispatcher type: behind a filter that suspends
      // requests, the first dispatch seen here is an ASYNC one.
      ProfilingFilter owner = RequestProfile.owner(request);
      RequestProfile profile = owner == null ? start(current, request) : RequestProfile.of(request);
      if (owner == null && profile != null) {
        tell(current, profile, request, response);
      }
      if (owner != null && owner != this && isOfTheSameApplication(owner)) {
        warnings.setup(
            "two profiling filters see the same request; only the outermost one profiles it");
      }
      return profile != null && profile.tryEnter(owner == null) ? profile : null;
    } catch (Throwable e) {
      warnings.ownFailure("starting a profile", e);
      return null;
    }
  }

  /**
   * Returns whether the other filter is of the same application: behind a cross-context dispatch,
   * another one may have a filter of its own.
   */
  @SuppressWarnings("ReferenceEquality")
  private boolean isOfTheSameApplication(ProfilingFilter other) {
    return other.context == context;
  }

  /** Adds to the application's own headers; the badge only for those who may see the profile. */
  private void tell(
      FilterRuntime current,
      RequestProfile profile,
      HttpServletRequest request,
      HttpServletResponse response) {
    try {
      if (!current.profileHeader.isEmpty()) {
        response.setHeader(current.profileHeader, profile.id());
      }
      if (!current.badge) {
        return;
      }
      Access access = pages.access();
      if (access == null) {
        warnings.setup("badge: no page of profiles is known yet; give its servlet load-on-startup");
      } else if (access.allows(request)) {
        response.addHeader("Server-Timing", "profile;desc=\"" + profile.id() + '"');
      } else if (!access.equals(Access.loopbackOnly())) {
        warnings.setup(
            "badge: the page's Access refused a request. It is asked before the filters behind"
                + " this one, so one that needs a login refuses all of them");
      }
    } catch (Throwable e) {
      // The profile does not depend on it.
      warnings.ownFailure("telling a profile's id, or who may see the badge", e);
    }
  }

  private @Nullable RequestProfile start(FilterRuntime current, HttpServletRequest request) {
    // After startAsync, dispatch and an exception Undertow runs the dispatch too: of a request that
    // has ended, and often has lost all attributes.
    if (!current.profiler.isActive()
        || (request.getDispatcherType() == DispatcherType.ASYNC
            && !RequestProfile.showsDispatch(request))) {
      return null;
    }
    String method = request.getMethod();
    String raw = RawPath.withoutParameters(OriginalRequest.uri(request));
    int rawStart = RawPath.startWithinContext(raw, request.getContextPath());
    String path = RawPath.decoded(raw);
    boolean encoded = rawStart > 0 && path.length() < raw.length();
    int start = encoded ? RawPath.decoded(raw.substring(0, rawStart)).length() : rawStart;
    if (!current.matcher.matches(method, path, start)
        || (pages.areKnown() && isOwnPage(request, path, start))) {
      return null;
    }
    Trigger.Answer answer = current.trigger.ask(request, path, start);
    if (!answer.picks()) {
      if (answer == Trigger.Answer.REFUSED) {
        RequestProfile.decline(this, request);
      }
      return null;
    }
    boolean onDemand = answer == Trigger.Answer.ON_DEMAND;
    OptionalLong queuedNanos = queuedNanos(current.queueTime, request);
    return new RequestProfile(current, method, raw, rawStart, queuedNanos, onDemand).start(request);
  }

  private OptionalLong queuedNanos(QueueTimeHeaders headers, HttpServletRequest request) {
    try {
      return headers.queuedNanos(request);
    } catch (Throwable e) {
      // The rest of the profile does not depend on it.
      warnings.ownFailure("reading when a request arrived", e);
      return OptionalLong.empty();
    }
  }

  /**
   * Returns the counts of the latest profiler, closed or not; null before the first {@code init}.
   */
  public synchronized @Nullable ProfilerStatistics statistics() {
    return latest == null ? null : latest.statistics();
  }

  /**
   * Returns whether the path is a page of ours. The container normalises a path, such as {@code
   * //profiles}, before it looks for a servlet.
   */
  private boolean isOwnPage(HttpServletRequest request, String path, int start) {
    String mapped = request.getServletPath();
    return pages.contain(path, start) || (mapped != null && pages.contain(mapped, 0));
  }
}
