package io.github.requestree.campaign.trial;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.server.Container;
import io.github.requestree.campaign.server.Server;
import io.github.requestree.page.Access;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.sampling.ProfilerStatistics;
import io.github.requestree.servlet.ProfilingFilter;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sends requests to a server with the filter, and compares all that it answers with what it answers
 * without. Then it stops the server and looks for what is left. For one thread.
 */
public final class Trial {

  private static final int CLIENTS = 4;
  private static final int MAX_SHOWN = 300;
  private static final String OWN = "requestree";

  private final Container container;
  private final Map<String, String> expected = new TreeMap<>();

  /** Asks a server without the filter. */
  public Trial(Container container) throws Exception {
    this.container = container;
    try (Routes routes = new Routes();
        Server server = container.start(null, routes.servlets(Access.loopbackOnly()))) {
      for (String request : Routes.REQUESTS) {
        expected.put(request, Http.exchange(server.port(), request));
      }
    }
  }

  /** Parts of a trial that differ. */
  public interface Parts {

    /** Returns the filter; it is initialised and destroyed by the server. */
    ProfilingFilter filter();

    /** Puts something in front of the filter. */
    default Filter inFront(ProfilingFilter filter) {
      return filter;
    }

    /** Returns who may see profiles. */
    default Access access() {
      return Access.loopbackOnly();
    }

    /** Returns the sink that has seen all profiles. */
    Witness witness();

    /** Changes something once all routes were asked; returns whether to ask all of them again. */
    default boolean changes() throws Exception {
      return false;
    }

    /** Lets go of what hangs, since the server has stopped. */
    default void release() {}

    /** Returns whether each request begins a profile, or is counted as refused. */
    default boolean countsAllRequests() {
      return true;
    }
  }

  /**
   * The result of a trial. Immutable.
   *
   * @param requests the number of requests
   * @param statistics the profiler's counts at its end
   * @param problems claims that did not hold; empty if all is well
   */
  public record Result(long requests, ProfilerStatistics statistics, List<String> problems) {}

  /** Asks for each route so often, by some clients at once. */
  public Result run(Parts parts, int rounds) throws Exception {
    ConcurrentLinkedQueue<String> problems = new ConcurrentLinkedQueue<>();
    ProfilingFilter filter = parts.filter();
    long requests;
    try (Routes routes = new Routes()) {
      Server server = container.start(parts.inFront(filter), routes.servlets(parts.access()));
      requests = load(server.port(), rounds, problems);
      if (!Await.until(() -> isOver(statistics(filter)))) {
        problems.add("still open: " + statistics(filter));
      }
      if (parts.changes()) {
        requests += load(server.port(), rounds, problems);
      }
      if (!Await.until(() -> isOver(statistics(filter)))) {
        problems.add("still open: " + statistics(filter));
      }
      Thread closing = new Thread(server::close, "closing");
      closing.start();
      if (!Await.until(() -> !closing.isAlive())) {
        problems.add("the server does not stop");
      }
    }
    // A thread that was given up may be about to count its last profile.
    long asked = requests;
    Await.until(() -> wrongSums(parts, asked, statistics(filter)).isEmpty());
    ProfilerStatistics statistics = statistics(filter);
    problems.addAll(wrongSums(parts, requests, statistics));
    problems.addAll(parts.witness().wrong());
    parts.release();
    if (!Await.until(() -> ownThreads().isEmpty())) {
      problems.add("threads are left: " + ownThreads());
    }
    return new Result(requests, statistics, List.copyOf(problems));
  }

  private long load(int port, int rounds, ConcurrentLinkedQueue<String> problems)
      throws InterruptedException {
    List<Thread> clients = new ArrayList<>();
    int requests = rounds * Routes.REQUESTS.size();
    AtomicInteger next = new AtomicInteger();
    for (int i = 0; i < CLIENTS; i++) {
      clients.add(
          new Thread(
              () -> {
                for (int n = next.getAndIncrement(); n < requests; n = next.getAndIncrement()) {
                  String request = Routes.REQUESTS.get(n % Routes.REQUESTS.size());
                  String different = compare(port, request);
                  if (!different.isEmpty()) {
                    problems.add(different);
                  }
                }
              },
              "client-" + i));
    }
    clients.forEach(Thread::start);
    for (Thread client : clients) {
      client.join();
    }
    return requests;
  }

  /** Returns the difference from the answer without the filter; empty if there is none. */
  private String compare(int port, String request) {
    String answer;
    try {
      answer = Http.exchange(port, request);
    } catch (IOException e) {
      return request + " has no answer: " + e;
    }
    String right = Objects.requireNonNull(expected.get(request));
    return answer.equals(right)
        ? ""
        : request + " is answered " + start(answer) + " instead of " + start(right);
  }

  private static String start(String answer) {
    return answer.substring(0, Math.min(answer.length(), MAX_SHOWN));
  }

  private static ProfilerStatistics statistics(ProfilingFilter filter) {
    return Objects.requireNonNull(filter.statistics());
  }

  private static boolean isOver(ProfilerStatistics now) {
    return now.started() == now.finished() && now.openSegments() == 0;
  }

  /** Returns the sums that do not hold. */
  private static List<String> wrongSums(Parts parts, long requests, ProfilerStatistics now) {
    List<String> wrong = new ArrayList<>();
    if (now.finished() != now.belowThreshold() + now.reported() + now.dropped() + now.upgraded()) {
      wrong.add("ended is not reported + lost in " + now);
    }
    if (parts.countsAllRequests() && requests != now.started() + now.refused()) {
      wrong.add(requests + " requests are not started + refused in " + now);
    }
    for (ProfileSink.Counts sink : now.sinks()) {
      long told = sink.delivered() + sink.lost();
      if (told > now.reported() || told + sink.failures() < now.reported()) {
        wrong.add("reported is not delivered + lost, for " + sink + " in " + now);
      }
    }
    return wrong;
  }

  private static List<String> ownThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith(OWN))
        .toList();
  }

  /** Returns whether the calling thread is one of the profiler's. */
  public static boolean isOnOwnThread() {
    return Thread.currentThread().getName().startsWith(OWN);
  }
}
