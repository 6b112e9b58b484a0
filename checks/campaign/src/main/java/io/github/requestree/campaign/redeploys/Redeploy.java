package io.github.requestree.campaign.redeploys;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.server.RawHttp;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Deploys an application, asks it, undeploys it, and looks at what is left. For one thread. */
final class Redeploy {

  /** Work that is held at the gate while the gate is closed. */
  private static final List<String> HELD =
      List.of("/shop/query?hold", "/shop/tasks?hold", "/shop/async?hold", "/shop/left?hold");

  private static final RawHttp.Answer RIGHT =
      new RawHttp.Answer(200, Integer.toString(OutlivingPools.ROWS));
  private static final int ENDED_BY_CONTAINER = 500;
  private static final int ENDING_WITHIN_MILLIS = 150;

  private final Host host;
  private final Path webApp;
  private final boolean profiled;
  private final SplittableRandom random = new SplittableRandom(27);
  private final List<String> problems = new ArrayList<>();

  Redeploy(Host host, Path webApp, boolean profiled) {
    this.host = host;
    this.webApp = webApp;
    this.profiled = profiled;
  }

  /** Returns what was wrong since it was asked last. */
  List<String> takeProblems() {
    List<String> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }

  /** Does it once, and returns the answers to the requests that were in flight. */
  Map<String, RawHttp.Answer> once(Variant variant) throws Exception {
    Map<String, RawHttp.Answer> answers = new LinkedHashMap<>();
    WeakReference<ClassLoader> loader = serve(variant, answers);
    if (!Await.until(OutlivingPools::areIdle)) {
      problems.add("tasks or connections are left");
    }
    if (!Await.until(
        () -> {
          System.gc();
          return loader.get() == null;
        })) {
      problems.add("the class loader is left");
    }
    return answers;
  }

  /** In a method of its own, so that no frame holds the application. */
  private WeakReference<ClassLoader> serve(Variant variant, Map<String, RawHttp.Answer> answers)
      throws Exception {
    final WeakReference<ClassLoader> loader = new WeakReference<>(host.deploy(webApp));
    for (String path : HELD) {
      ask(path);
    }
    ask("/shop/beat");
    if (profiled && get("/profiles/").status() != RIGHT.status()) {
      problems.add("the page of profiles is not there");
    }
    if (variant == Variant.IDLE) {
      host.undeploy();
    } else {
      undeployInFlight(variant, answers);
    }
    return loader;
  }

  private void undeployInFlight(Variant variant, Map<String, RawHttp.Answer> answers)
      throws Exception {
    OutlivingPools.closeGate();
    ExecutorService clients = Executors.newCachedThreadPool();
    try {
      Map<String, Future<RawHttp.Answer>> asked = new LinkedHashMap<>();
      HELD.forEach(path -> asked.put(path, clients.submit(() -> get(path))));
      if (!Await.until(() -> OutlivingPools.holds(HELD.size()))) {
        problems.add("requests do not arrive");
      }
      if (variant == Variant.ENDING) {
        int millis = random.nextInt(ENDING_WITHIN_MILLIS);
        clients.execute(
            () -> {
              pause(millis);
              OutlivingPools.openGate();
            });
      }
      host.undeploy();
      OutlivingPools.openGate();
      for (Map.Entry<String, Future<RawHttp.Answer>> one : asked.entrySet()) {
        answers.put(one.getKey(), outcome(one.getValue()));
      }
    } finally {
      OutlivingPools.openGate();
      clients.shutdown();
    }
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RawHttp.Answer outcome(Future<RawHttp.Answer> asked) throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      return new RawHttp.Answer(0, "");
    }
  }

  private void ask(String path) throws Exception {
    RawHttp.Answer answer = get(path);
    if (!answer.equals(RIGHT)) {
      problems.add(path + " is answered " + answer);
    }
  }

  private RawHttp.Answer get(String path) throws Exception {
    return RawHttp.get(host.port(), Host.CONTEXT_PATH + path);
  }

  /**
   * Returns whether an answer is right, or what the container makes of it without us. Once a second
   * Tomcat answers 500 to the suspended requests of an application that has gone.
   */
  static boolean isRight(String path, RawHttp.Answer answer, RawHttp.@Nullable Answer withoutUs) {
    return answer.equals(RIGHT)
        || answer.equals(withoutUs)
        || (path.startsWith("/shop/async") && answer.status() == ENDED_BY_CONTAINER);
  }
}
