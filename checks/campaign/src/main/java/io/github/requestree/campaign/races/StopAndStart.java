package io.github.requestree.campaign.races;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.Size;
import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Destroys and initialises the filter while requests are in it. */
final class StopAndStart implements Race {

  private @Nullable Restarting restarting;

  @Override
  public String text() {
    return "the filter is stopped and started under load";
  }

  @Override
  public int times(Size size) {
    return size.pick(30, 1_000);
  }

  @Override
  public boolean seesAll() {
    return false;
  }

  @Override
  public Filter registered(ProfilingFilter filter) {
    restarting = new Restarting(filter);
    return restarting;
  }

  @Override
  public void run(Scene scene, int times) throws Exception {
    Restarting filter = Objects.requireNonNull(restarting);
    for (int i = 0; i < times; i++) {
      long arrived = scene.servlet.arrived();
      Await.until(() -> scene.servlet.arrived() > arrived + 10);
      filter.destroy();
      if (i % 2 == 0) {
        // Some requests find no filter, and some began with one and end without.
        Await.until(() -> scene.servlet.arrived() > arrived + 20);
      }
      filter.startAgain();
    }
  }

  /** Keeps the configuration for another start. */
  private static final class Restarting implements Filter {
    private final ProfilingFilter filter;
    private @Nullable FilterConfig config;

    Restarting(ProfilingFilter filter) {
      this.filter = filter;
    }

    @Override
    public void init(FilterConfig given) throws ServletException {
      config = given;
      startAgain();
    }

    void startAgain() throws ServletException {
      filter.init(Objects.requireNonNull(config));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      filter.doFilter(request, response, chain);
    }

    @Override
    public void destroy() {
      filter.destroy();
    }
  }
}
