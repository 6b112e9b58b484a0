package io.github.requestree.benchmarks.contact;

import java.util.ArrayList;
import java.util.List;

/**
 * One time that a route measured of itself, beside what its tree shows for it, in milliseconds.
 *
 * @param visit of which request
 * @param what which time, and where the tree has it
 * @param target what is asked of it
 * @param measured by the route
 * @param shown by the tree
 */
record Compared(Visit visit, String what, Target target, double measured, double shown) {

  /** The requirement on a time. */
  enum Target {
    /** A lane or an await: within 3 ms or 3 %. */
    HAND_OFF,
    /** A remote call: within 5 ms. */
    REMOTE,
    /** A query: within 3 ms or 3 %. */
    QUERY,
    /** Half of the CPU time: its share of the request within 3 points. */
    SHARE,
    /** Nothing; it is published. */
    NONE
  }

  private static final double LEAST_MILLIS = 3;
  private static final double SHARE = 0.03;
  private static final double REMOTE_MILLIS = 5;

  double error() {
    return shown - measured;
  }

  /** Returns the tolerated distance of the two. */
  double tolerance() {
    return switch (target) {
      case HAND_OFF, QUERY, NONE -> tolerance(measured);
      case REMOTE -> REMOTE_MILLIS;
      case SHARE -> SHARE * visit.shown().millis();
    };
  }

  /** 3 ms or 3 %, whichever is more. */
  static double tolerance(double millis) {
    return Math.max(LEAST_MILLIS, SHARE * millis);
  }

  /** Returns the error as a multiple of the tolerance. */
  double ratio() {
    return Math.abs(error()) / tolerance();
  }

  /** All that can be compared of a request. */
  static List<Compared> of(Visit visit) {
    Compare compare = new Compare(visit);
    switch (visit.request()) {
      case "/sync_blocking" -> {
        compare.method(Target.NONE, "slowOperation", "SlowWork", "slowOperation");
        compare.await();
      }
      case "/async_blocking" -> {
        compare.await();
        compare.lane("event-loop");
      }
      case "/sync_blocking_fixed", DemoVisits.PRICE, DemoVisits.STOCK -> {
        compare.lane("worker-");
        compare.await();
      }
      case "/lock" -> compare.method(Target.NONE, "updateStock", "LockRoute", "updateStock");
      case "/cpu" -> {
        compare.method(Target.SHARE, "countCollatzSteps", "CpuRoute", "countCollatzSteps");
        compare.method(Target.SHARE, "countPrimes", "CpuRoute", "countPrimes");
      }
      case "/report" -> {
        compare.method(Target.NONE, "loadCategory", "ReportRoute", "loadCategory");
        compare.method(Target.NONE, "loadSales", "ReportRoute", "loadSales");
        compare.method(Target.NONE, "render", "Json", "text");
      }
      case "/query" -> compare.queries(Target.NONE, "select ");
      case DemoVisits.JOIN -> compare.queries(Target.QUERY, "select sum(l.cents) from orders");
      case "/remote" -> {
        compare.method(Target.REMOTE, "loadPrice", "RemoteRoute", "loadPrice");
        compare.method(Target.REMOTE, "loadStock", "RemoteRoute", "loadStock");
      }
      default -> {
        // Nothing in it takes long enough to be compared.
      }
    }
    return compare.all;
  }

  private record Compare(Visit visit, List<Compared> all) {

    Compare(Visit visit) {
      this(visit, new ArrayList<>());
    }

    void method(Target target, String lap, String className, String method) {
      double shown = visit.shown().methodMillis(className, method);
      add(className + '.' + method, target, lap, shown);
    }

    void await() {
      add("[await]", Target.HAND_OFF, "asynchronous wait", visit.shown().awaitMillis());
    }

    void lane(String thread) {
      double shown = visit.shown().laneMethodMillis(thread, "SlowWork", "slowOperation");
      add("SlowWork.slowOperation in its lane", Target.HAND_OFF, "slowOperation", shown);
    }

    void queries(Target target, String text) {
      add("events of queries", target, "executeQuery", visit.shown().eventMillis("sql", text));
    }

    private void add(String what, Target target, String lap, double shown) {
      all.add(new Compared(visit, what, target, visit.measured().lapMillis(lap), shown));
    }
  }
}
