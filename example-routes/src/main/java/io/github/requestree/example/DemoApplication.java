package io.github.requestree.example;

import io.github.requestree.page.Access;
import io.github.requestree.servlet.ProfilesServlet;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The example web service. A container that starts with it has all its routes. Stateless. */
public final class DemoApplication implements ServletContainerInitializer {

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    DemoThreads threads = new DemoThreads();
    context.addListener(threads);

    List<Route> routes = routes(threads);
    for (Route route : routes) {
      add(context, route.path(), new RouteServlet(route.handler()));
    }
    add(context, "", new IndexServlet(routes)); // The empty pattern is the address / alone.
    add(context, ExampleLauncher.PROFILES + "/*", ProfilesServlet.of(Access.loopbackOnly()));
  }

  private static List<Route> routes(DemoThreads threads) {
    BlockingRoutes blocking = new BlockingRoutes(threads);
    return List.of(
        new Route(
            "/sync_blocking",
            "Sleeps 2 s on the request's thread, then waits 1 s asynchronously.",
            "slowOperation, sleeping for 2 s, and an [await] of 1 s. Ask for more of these at once"
                + " than the server has threads: everybody else waits.",
            blocking::syncBlocking),
        new Route(
            "/async_blocking",
            "Waits 2 s asynchronously, then sleeps 1 s on the event loop.",
            "an [await] of 2 s, and slowOperation on thread event-loop. Ask for several at once:"
                + " each makes the others wait, however many threads the server has.",
            blocking::asyncBlocking),
        new Route(
            "/sync_blocking_fixed",
            "Sleeps 2 s on a thread of a pool, then waits 1 s asynchronously.",
            "slowOperation on thread worker-1, and nothing slow on the request's thread.",
            blocking::syncBlockingFixed),
        new Route("/fast", "Answers at once.", "next to nothing.", blocking::fast),
        new Route(
            "/lock",
            "Waits for a lock that a background thread holds for 1 s.",
            "updateStock, waiting for a lock for 1 s, and that lock-holder held it.",
            new LockRoute(threads)::lock),
        new Route(
            "/cpu",
            "Keeps a CPU busy for 1 s in two methods.",
            "countCollatzSteps with 70 % and countPrimes with 30 % of the time, all of it CPU time.",
            new CpuRoute()::cpu),
        new Route(
            "/report",
            "Loads a tree of categories and 300 sales, and renders them with Jackson.",
            "many small sleeps added up, loadCategory calling itself, and the rendering.",
            new ReportRoute()::report),
        new Route(
            "/query",
            "Adds up 60 orders with a query for each; ?join=true does it with one for all.",
            "the query of loadTotal, 60 times, marked N+1?; with join=true one query and no mark.",
            new QueryRoute(shop())::query),
        new Route(
            "/remote",
            "Asks another service, here this one, twice: one after the other.",
            "two GETs of 0.3 and 0.15 s that could run at once, with their status.",
            new RemoteRoute()::remote),
        new Route(
            "/failing",
            "Sleeps 0.2 s, then fails.",
            "status 500, and what it had done by then.",
            FailingRoute::fail));
  }

  private static DataSource shop() {
    try {
      return ShopDatabase.create();
    } catch (SQLException e) {
      throw new IllegalStateException("the shop's database does not start", e);
    }
  }

  private static void add(ServletContext context, String pattern, Servlet servlet) {
    ServletRegistration.Dynamic registration =
        context.addServlet(servlet.getClass().getSimpleName() + " " + pattern, servlet);
    registration.setAsyncSupported(true); // A servlet that is added like this does not by default.
    registration.addMapping(pattern);
    registration.setLoadOnStartup(1); // So that reports know from the first on where their page is.
  }
}
