package io.github.requestree.campaign.soak;

import io.github.requestree.campaign.Command;
import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;
import io.github.requestree.campaign.child.Child;
import io.github.requestree.campaign.server.RawHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks two servers with everything on for millions of requests, and compares what they use. */
public final class SoakCommand implements Command {

  private static final long FULL = 10_000_000;
  private static final int TENTHS = 10;

  /** The quick one is bounded by time, and so asks as many as the machine can. */
  private static final long QUICK_TENTH_NANOS = 4_000_000_000L;

  private static final List<String> JVM = List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError");
  private static final Pattern LINK = Pattern.compile("href=\"([^\"#:]+)\"");
  private static final int MAX_LINKS = 12;

  /** Windows, baselines and the slowest of an hour last longer than the second tenth. */
  private static final long HEAP_NOISE_BYTES = 4_000_000;

  /** In a minute they are not yet full; all that the filter keeps has a bound of its own. */
  private static final long MOST_HEAP_BYTES = 64_000_000;

  /** Pools of the containers, whose threads come and go with the load. */
  private static final int THREAD_NOISE = 16;

  private static final int FILE_NOISE = 4;

  @Override
  public String name() {
    return "soak";
  }

  @Override
  public String summary() {
    return "10 million requests over a million URLs with everything on, at -Xmx128m";
  }

  @Override
  public void run(Size size, Rows rows) throws Exception {
    try (Child child = Child.start(JVM, SoakedServers.class)) {
      String[] ports = child.fact("ports").split(" ", 2);
      List<Usage> tenths = new ArrayList<>();
      try (SoakLoad grouping = new SoakLoad(Integer.parseInt(ports[0]));
          SoakLoad single = new SoakLoad(Integer.parseInt(ports[1]))) {
        int pages = 0;
        for (int i = 1; i <= TENTHS; i++) {
          tenth(i, size, grouping, single);
          for (String port : ports) {
            pages += openPages(Integer.parseInt(port));
          }
          child.say("tenth" + i);
          tenths.add(Usage.parse(child.fact("tenth" + i)));
          System.err.println(
              grouping.asked() + single.asked() + " requests, using " + tenths.get(i - 1));
        }
        child.say("end");
        long asked = grouping.asked() + single.asked();
        long wrong = grouping.wrong() + single.wrong();
        rows.check(
            "a million URLs, all sinks, formats, the page, at `-Xmx128m`",
            String.format(Locale.ROOT, "%,d requests", asked),
            "each answer is right",
            wrong == 0,
            wrong == 0 ? pages + " pages opened too" : wrong + " are wrong");
        judge(child, grouping.asked(), single.asked(), rows);
      }
      compare(size, tenths.get(1), tenths.get(TENTHS - 1), rows);
    }
  }

  private static void tenth(int tenth, Size size, SoakLoad... loads) throws Exception {
    long start = System.nanoTime();
    long end = FULL / loads.length / TENTHS * tenth;
    List<Future<?>> running = new ArrayList<>();
    for (SoakLoad load : loads) {
      running.addAll(
          load.begin(
              size == Size.FULL
                  ? asked -> asked < end
                  : asked -> System.nanoTime() - start < QUICK_TENTH_NANOS));
    }
    for (Future<?> one : running) {
      one.get();
    }
  }

  /** Opens the list of profiles and what it leads to. */
  private static int openPages(int port) throws Exception {
    RawHttp.Answer list = RawHttp.get(port, "/profiles/");
    int opened = 1;
    Matcher links = LINK.matcher(list.body());
    while (links.find() && opened <= MAX_LINKS) {
      String link = links.group(1).replace("&amp;", "&");
      if (RawHttp.get(port, link.startsWith("/") ? link : "/profiles/" + link).status() == 200) {
        opened++;
      }
    }
    if (list.status() != 200 || opened == 1) {
      throw new IllegalStateException("the page: " + list);
    }
    return opened;
  }

  private static void judge(Child child, long grouping, long single, Rows rows) throws Exception {
    exact(child, rows, "totals of routes", grouping, "grouping.started", "totals");
    exact(child, rows, "single reports and metrics", single, "single.started", "metered");
    exact(child, rows, "reported, below the threshold or dropped", single, "single.accounted");
    String lines = child.fact("lines");
    String files = child.fact("files");
    String wrong = child.fact("unreadable") + " " + child.fact("unreadable.files");
    rows.check(
        "the same: JSON",
        lines + " lines in the log, " + files + " files",
        "each parses",
        wrong.equals("0 0") && !lines.equals("0") && !files.equals("0"),
        wrong.equals("0 0") ? "" : wrong + " do not");
    String failures =
        child.fact("warnings")
            + " "
            + child.fact("grouping.failures")
            + " "
            + child.fact("single.failures");
    rows.check(
        "the same: failures of our own",
        "",
        "no warning, no failure of a sink or of the sampler",
        failures.equals("0 0 0"),
        failures.equals("0 0 0") ? "" : failures);
  }

  private static void exact(Child child, Rows rows, String counted, long asked, String... facts)
      throws Exception {
    boolean exact = true;
    StringBuilder found = new StringBuilder();
    for (String fact : facts) {
      String value = child.fact(fact);
      exact &= value.equals(Long.toString(asked));
      found.append(fact).append(' ').append(value).append(' ');
    }
    rows.check(
        "the same: " + counted,
        String.format(Locale.ROOT, "%,d requests", asked),
        "each is counted once",
        exact,
        exact ? "" : found.toString().strip());
  }

  private static void compare(Size size, Usage second, Usage last, Rows rows) {
    boolean full = size == Size.FULL;
    rows.check(
        "the same: heap after a collection",
        "",
        full ? "flat from the second tenth to the last one" : "at most 64 MB, while it still fills",
        last.heapBytes() <= (full ? second.heapBytes() + HEAP_NOISE_BYTES : MOST_HEAP_BYTES),
        second.heapText() + ", then " + last.heapText());
    rows.check(
        "the same: threads",
        "",
        "flat from the second tenth to the last one",
        last.threads() <= second.threads() + THREAD_NOISE,
        second.threads() + ", then " + last.threads());
    rows.check(
        "the same: file handles",
        "",
        "flat from the second tenth to the last one",
        last.files() <= second.files() + FILE_NOISE,
        second.files() + ", then " + last.files());
  }
}
