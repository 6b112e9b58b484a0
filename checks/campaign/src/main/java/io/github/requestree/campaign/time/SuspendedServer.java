package io.github.requestree.campaign.time;

import io.github.requestree.campaign.Await;
import io.github.requestree.campaign.server.Container;
import io.github.requestree.campaign.server.Server;
import io.github.requestree.campaign.trial.Witness;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A server in a JVM of its own, which is suspended while requests are under way. It reads {@code
 * let}, {@code check} with a time in nanoseconds, and the end of its input.
 */
final class SuspendedServer {

  private SuspendedServer() {}

  public static void main(String[] words) throws Exception {
    Waiting waiting = new Waiting();
    Witness witness = new Witness();
    Seen seen = new Seen(witness);
    ProfilingFilter filter =
        ProfilingFilter.create(ProfilingOptions.builder().maxOverhead(1).addSink(witness).build());
    Server server = Container.JETTY.start(filter, waiting.servlets());
    System.out.println("port=" + server.port());
    waiting.inside.await();
    Await.until(() -> TimeCommand.areChecked(filter));
    System.out.println("inside=true");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("seen")) {
        Await.until(() -> Objects.requireNonNull(filter.statistics()).queued() == 0);
        System.out.println("seen=" + seen.hasSampled(Waiting.SHORT));
      } else if (line.equals("let")) {
        waiting.letGo();
      } else {
        Await.until(() -> seen.has(Waiting.WAIT) && seen.has(Waiting.BUSY));
        List<String> broken = Claims.broken(seen, Long.parseLong(line));
        System.out.println("found=" + (broken.isEmpty() ? Claims.found(seen) : ""));
        System.out.println("broken=" + String.join("; ", broken));
      }
    }
    Runtime.getRuntime().halt(0);
  }
}
