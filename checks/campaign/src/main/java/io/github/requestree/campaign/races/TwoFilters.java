package io.github.requestree.campaign.races;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.Size;
import io.github.requestree.sampling.ProfilerStatistics;
import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** Has each request pass two filters, or one of them twice. */
final class TwoFilters implements Race {

  private final boolean same;
  private final ProfilingFilter other = ProfilingFilter.create();

  /**
   * @param same whether it is one filter that is registered twice
   */
  TwoFilters(boolean same) {
    this.same = same;
  }

  @Override
  public String text() {
    return same ? "requests pass one filter twice" : "requests pass two filters";
  }

  @Override
  public int times(Size size) {
    return size.pick(1_000, 20_000);
  }

  @Override
  public boolean expects(String warning) {
    return !same && warning.startsWith("two profiling filters see the same request");
  }

  @Override
  public Filter registered(ProfilingFilter filter) {
    return new Both(filter, same ? filter : other);
  }

  @Override
  public void run(Scene scene, int times) throws Exception {
    Await.until(() -> scene.servlet.arrived() >= times);
    ProfilerStatistics statistics = other.statistics();
    if (statistics != null && statistics.started() > 0) {
      throw new IllegalStateException("the inner filter profiles too");
    }
  }

  private record Both(ProfilingFilter outer, ProfilingFilter inner) implements Filter {
    @Override
    public void init(FilterConfig config) throws ServletException {
      outer.init(config);
      inner.init(config);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      outer.doFilter(request, response, (req, res) -> inner.doFilter(req, res, chain));
    }

    @Override
    public void destroy() {
      inner.destroy();
      outer.destroy();
    }
  }
}
