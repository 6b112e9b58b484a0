package io.github.requestree.campaign.faults;

import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request, wrapped by a filter of the user, that fails when the library asks it. */
final class FaultyRequest extends HttpServletRequestWrapper {

  private static final String OURS = ProfilingFilter.class.getPackageName() + ".";
  private static final StackWalker WALKER = StackWalker.getInstance();

  private final Injector faults;

  private FaultyRequest(HttpServletRequest request, Injector faults) {
    super(request);
    this.faults = faults;
  }

  /** Wraps the requests that reach a filter. */
  record InFront(Filter filter, Injector faults) implements Filter {

    @Override
    public void init(FilterConfig config) throws ServletException {
      filter.init(config);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      filter.doFilter(new FaultyRequest((HttpServletRequest) request, faults), response, chain);
    }

    @Override
    public void destroy() {
      filter.destroy();
    }
  }

  /** The application itself asks the same request, and is to get an answer. */
  private void hit() {
    boolean asked =
        WALKER.walk(
            frames ->
                frames
                    .skip(2)
                    .findFirst()
                    .filter(caller -> caller.getClassName().startsWith(OURS))
                    .isPresent());
    if (asked) {
      faults.hit(Seam.REQUEST);
    }
  }

  @Override
  public String getMethod() {
    hit();
    return super.getMethod();
  }

  @Override
  public String getRequestURI() {
    hit();
    return super.getRequestURI();
  }

  @Override
  public String getContextPath() {
    hit();
    return super.getContextPath();
  }

  @Override
  public String getServletPath() {
    hit();
    return super.getServletPath();
  }

  @Override
  public @Nullable String getHeader(String name) {
    hit();
    return super.getHeader(name);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    hit();
    return super.getAttribute(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    hit();
    super.setAttribute(name, value);
  }

  @Override
  public HttpServletMapping getHttpServletMapping() {
    hit();
    return super.getHttpServletMapping();
  }

  @Override
  public boolean isAsyncStarted() {
    hit();
    return super.isAsyncStarted();
  }
}
