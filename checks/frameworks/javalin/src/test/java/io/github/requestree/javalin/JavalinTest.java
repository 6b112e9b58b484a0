package io.github.requestree.javalin;

import io.github.requestree.servlet.FrameworkContract;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.TestApplication;
import io.github.requestree.servlet.TestContainer;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;

class JavalinTest extends FrameworkContract {

  @Override
  protected TestContainer startFramework(ProfilingFilter filter) {
    Javalin app =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.startupWatcherEnabled = false;
              config.router.contextPath = TestApplication.CONTEXT_PATH;
              addProfiling(config, filter);
              addHandlers(config);
            });
    return new RunningJavalin(app.start("127.0.0.1", 0));
  }

  private static void addProfiling(JavalinConfig config, ProfilingFilter filter) {
    config.jetty.modifyServletContextHandler(
        context -> {
          FilterHolder profiling = new FilterHolder(filter);
          profiling.setAsyncSupported(true);
          context.addFilter(
              profiling, "/*", EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC));
        });
  }

  private void addHandlers(JavalinConfig config) {
    config.routes.get("/orders/{id}", ctx -> ctx.result(order(ctx.pathParam("id"))));
    config.routes.get("/failing", ctx -> ctx.result(fail()));
    config.routes.get("/later", ctx -> ctx.future(() -> later().thenAccept(ctx::result)));
    config.routes.get(
        "/failing-later", ctx -> ctx.future(() -> failLater().thenAccept(ctx::result)));
  }

  private record RunningJavalin(Javalin app) implements TestContainer {

    @Override
    public int port() {
      return app.port();
    }

    @Override
    public ProfilingFilter profilingFilter() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void stop() {
      app.stop();
    }
  }
}
