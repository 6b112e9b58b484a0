package io.github.requestree.campaign.redeploys;

import io.github.requestree.campaign.Command;
import io.github.requestree.campaign.OwnThreads;
import io.github.requestree.campaign.OwnWarnings;
import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;
import io.github.requestree.campaign.server.RawHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;

/** Deploys an application again and again, beside pools that outlive it. */
public final class RedeploysCommand implements Command {

  private static final int QUICK = 6;
  private static final int FULL = 100;
  private static final int MAX_PROBLEMS = 5;
  private static final String CHECKED =
      "answers as without the filter; no class loader, and so no listener; no thread; no warning";

  @Override
  public String name() {
    return "redeploys";
  }

  @Override
  public String summary() {
    return "applications that come and go, with requests in flight and pools that outlive them";
  }

  @Override
  public void run(Size size, Rows rows) throws Exception {
    OwnWarnings warnings = OwnWarnings.keep();
    OutlivingPools.start();
    try {
      try (Host jetty = new JettyHost()) {
        redeploy("Jetty", jetty, size, warnings, rows);
      }
      // From here on the JVM's recorder knows the class of our events, too.
      try (Recording recording = new Recording();
          Host tomcat = new TomcatHost()) {
        recording.start();
        redeploy("Tomcat, recorded by JFR", tomcat, size, warnings, rows);
      }
    } finally {
      OutlivingPools.stop();
    }
  }

  private static void redeploy(String title, Host host, Size size, OwnWarnings warnings, Rows rows)
      throws Exception {
    Map<String, RawHttp.Answer> withoutUs = withoutFilter(host);
    Path webApp = Files.createTempDirectory("campaign-app");
    WebAppDirectory.write(webApp, true);
    Redeploy redeploy = new Redeploy(host, webApp, true);
    host.takeComplaints();
    Map<Variant, List<String>> problems = new EnumMap<>(Variant.class);
    Map<Variant, Integer> times = new EnumMap<>(Variant.class);
    int all = 0;
    for (int i = 0; i < size.pick(QUICK, FULL) && all < MAX_PROBLEMS; i++) {
      Variant variant = Variant.of(i);
      List<String> found = problems.computeIfAbsent(variant, key -> new ArrayList<>());
      redeploy
          .once(variant)
          .forEach(
              (path, answer) -> {
                if (!Redeploy.isRight(path, answer, withoutUs.get(path))) {
                  found.add(path + " is answered " + answer.status());
                }
              });
      found.addAll(redeploy.takeProblems());
      found.addAll(OwnThreads.left());
      found.addAll(warnings.take());
      List<String> complaints = host.takeComplaints();
      // Of requests in flight Tomcat complains rightly: their threads are still inside.
      if (variant == Variant.IDLE) {
        found.addAll(complaints);
      }
      times.merge(variant, 1, Integer::sum);
      all += found.size();
    }
    problems.forEach(
        (variant, found) ->
            rows.check(
                variant.text,
                times.get(variant) + " on " + title,
                CHECKED,
                found.isEmpty(),
                String.join("; ", found)));
  }

  /** Returns the container's own answers to requests whose application has gone. */
  private static Map<String, RawHttp.Answer> withoutFilter(Host host) throws Exception {
    Path webApp = Files.createTempDirectory("campaign-app");
    WebAppDirectory.write(webApp, false);
    Redeploy plain = new Redeploy(host, webApp, false);
    Map<String, RawHttp.Answer> answers = plain.once(Variant.HELD);
    List<String> problems = plain.takeProblems();
    if (!problems.isEmpty()) {
      throw new IllegalStateException("without the filter: " + problems);
    }
    return answers;
  }
}
