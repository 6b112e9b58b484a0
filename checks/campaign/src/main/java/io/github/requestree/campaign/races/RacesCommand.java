package io.github.requestree.campaign.races;

import io.github.requestree.campaign.Command;
import io.github.requestree.campaign.OwnWarnings;
import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;
import io.github.requestree.campaign.server.Container;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;

/** Lets things happen at the same time, on each container, over HTTP/1.1 and HTTP/2. */
public final class RacesCommand implements Command {

  private static final int MAX_PROBLEMS = 5;

  @Override
  public String name() {
    return "races";
  }

  @Override
  public String summary() {
    return "starts and stops under load, two filters, timeouts against completions, aborts";
  }

  @Override
  public void run(Size size, Rows rows) throws Exception {
    OwnWarnings warnings = OwnWarnings.keep();
    for (Container container : Container.values()) {
      for (Race race : races()) {
        int times = race.times(size);
        List<String> problems = Scene.play(container, race, times, warnings);
        rows.check(
            race.text(),
            times + " on " + container.title(),
            "others are answered right; each request is counted once; nothing open, no thread,"
                + " no warning is left",
            problems.isEmpty(),
            String.join("; ", problems.subList(0, Math.min(MAX_PROBLEMS, problems.size()))));
      }
    }
  }

  private static List<Race> races() {
    List<Race> races =
        new ArrayList<>(List.of(new StopAndStart(), new TwoFilters(false), new TwoFilters(true)));
    for (HttpClient.Version version : HttpClient.Version.values()) {
      races.add(new Timeouts(version));
    }
    for (Aborts.Kind kind : Aborts.Kind.values()) {
      races.add(new Aborts(kind));
    }
    return races;
  }
}
