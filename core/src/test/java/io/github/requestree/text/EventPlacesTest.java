package io.github.requestree.text;

import static io.github.requestree.profile.EventFixture.event;
import static io.github.requestree.profile.ProfileFixture.lane;
import static io.github.requestree.profile.ProfileFixture.method;
import static io.github.requestree.profile.ProfileFixture.millis;
import static io.github.requestree.profile.ProfileFixture.profileOf;
import static io.github.requestree.profile.ProfileFixture.randomTree;
import static io.github.requestree.profile.ProfileFixture.root;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.Repeats;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.EventFixture;
import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EventPlacesTest {
  private static final String DAO = "com.acme.OwnerDao";
  private static final TextReport REPORT = TextReport.create();
  private static final Pattern TIMES = Pattern.compile("×(\\d+)");
  private static final Pattern SECONDS = Pattern.compile("(\\d+(?:\\.\\d+)?) (?:ms|s)");

  private final CallNode light = method(DAO, "find", 33, 20).build();
  private final CallNode heavy = method(DAO, "find", 40, 70).build();
  private final CallNode inLane = method(DAO, "find", 51, 30).build();
  private final CallNode root =
      root(
              "GET /",
              method("com.acme.A", "a", 1, 10, light).build(),
              method("com.acme.B", "b", 1, 10, heavy).addLane(lane("pool", inLane).build()).build())
          .build();

  @Test
  void ofSeveralNodesOfAMethodTheOneWithTheLineHasTheEvent() {
    Profile.Event atLight = query().at(DAO, "find", 33).build();
    Profile.Event atLane = query().at(DAO, "find", 51).build();

    EventPlaces places = places(atLight, atLane);

    assertThat(events(places, light)).containsExactly(atLight);
    assertThat(events(places, inLane)).containsExactly(atLane);
    assertThat(places.at(heavy)).isEmpty();
  }

  @Test
  void withoutSuchALineTheHeaviestHasIt() {
    Profile.Event elsewhere = query().at(DAO, "find", 90).build();
    Profile.Event unknown = query().at(new StackTraceElement(DAO, "find", null, -1)).build();

    assertThat(events(places(elsewhere, unknown), heavy)).containsExactly(elsewhere, unknown);
  }

  @Test
  void aCallThatIsNotShownAndOneThatIsNotKnownHaveNoNode() {
    assertThat(
            places(
                    query().at(DAO, "other", 33).build(),
                    query().at("com.acme.Other", "find", 33).build(),
                    query().build())
                .byNode())
        .isEmpty();
  }

  @Test
  void anEventThatTookLongerThanItsCallStandsBelowTheCallerThatIsLongEnough() {
    Profile.Event ofTwoCallers = query().at(DAO, "find", 33).totalMillis(29).build();
    Profile.Event ofNobody = query().at(DAO, "find", 33).totalMillis(400).build();

    EventPlaces places = places(ofTwoCallers, ofNobody);

    assertThat(events(places, root.children().get(0))).containsExactly(ofTwoCallers);
    assertThat(places.byNode()).hasSize(1);
  }

  @Test
  void whatItTookLongerByLessThanTheResolutionIsNotPrinted() {
    Profile.Event event = query().at(DAO, "find", 33).totalNanos(millis(20) + 400_000).build();

    assertThat(places(event).at(light))
        .containsExactly(new EventPlaces.Line(event, millis(20), 1, false));
  }

  @Test
  void anEventOfSeveralThreadsMayTakeLongerAndSaysSo() {
    CallNode one = method(DAO, "load", 7, 60).build();
    CallNode other = method(DAO, "load", 7, 50).build();
    CallNode parallel =
        root(
                "GET /",
                method("com.acme.A", "a", 1, 70)
                    .addLane(lane("pool-1", one).build())
                    .addLane(lane("pool-2", other).build())
                    .build())
            .build();
    Profile profile =
        profileOf(parallel).events(query().at(DAO, "load", 7).totalMillis(105).build()).build();

    assertThat(REPORT.toText(profile)).containsPattern("∙ +105 ms .*select 1.*  on 2 threads");
  }

  @Test
  void noEventIsPrintedLongerThanTheLineThatItStandsBelow() {
    Random random = new Random(17);
    int printed = 0;
    for (int seed = 0; seed < Repeats.of(300); seed++) {
      Profile profile =
          profileOf(randomTree(seed, 30 + random.nextInt(300)))
              .events(randomEvents(random, 40).toArray(Profile.Event[]::new))
              .build();
      if (ShortText.suits(profile)) {
        continue;
      }
      double above = 0;
      for (String line : Texts.treeOf(REPORT.toText(profile)).lines().toList()) {
        Matcher seconds = SECONDS.matcher(line);
        assertThat(seconds.find()).as(line).isTrue();
        if (line.contains("∙")) {
          printed++;
          if (!line.contains(" threads")) {
            assertThat(Double.parseDouble(seconds.group(1))).as(line).isLessThanOrEqualTo(above);
          }
        } else {
          above = Double.parseDouble(seconds.group(1));
        }
      }
    }
    assertThat(printed).isGreaterThan(100);
  }

  @Test
  void eventsChangeNoLineOfATreeAndEachIsThereOrInTheTable() {
    Random random = new Random(11);
    for (int seed = 0; seed < Repeats.of(200); seed++) {
      CallNode tree = randomTree(seed, 30 + random.nextInt(400));
      if (ShortText.suits(profileOf(tree).build())) {
        continue;
      }
      List<Profile.Event> events = randomEvents(random, 1 + random.nextInt(60));
      TextReport report =
          REPORT.toBuilder()
              .shaping(Shaping.builder().limit(1 + random.nextInt(99)).build())
              .build();

      String without = report.toText(profileOf(tree).build());
      String with =
          report.toText(profileOf(tree).events(events.toArray(Profile.Event[]::new)).build());

      assertThat(linesOfTree(with)).as("seed %s", seed).isEqualTo(linesOfTree(without));
      assertThat(countsInTree(with) + countsInTable(with))
          .as("seed %s", seed)
          .isEqualTo(events.stream().mapToLong(Profile.Event::count).sum());
    }
  }

  @Test
  void fiveHundredEventsOnTenThousandNodesArePrintedInNoTime() {
    TextReport all =
        TextReport.builder()
            .shaping(Shaping.builder().limit(10_000).showHidden(true).build())
            .build();
    Profile profile =
        profileOf(randomTree(1, 10_000))
            .events(randomEvents(new Random(5), 500).toArray(Profile.Event[]::new))
            .build();
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = threads.getCurrentThreadCpuTime();
      assertThat(all.toText(profile)).containsPattern("10 of \\d{3}, the others ");
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }

    // As without events; a look at each node for each event would take much longer.
    assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofSeconds(1));
  }

  private static List<Profile.Event> events(EventPlaces places, CallNode node) {
    return places.at(node).stream().map(EventPlaces.Line::event).toList();
  }

  private EventPlaces places(Profile.Event... events) {
    return EventPlaces.on(
        root, profileOf(root).events(events).build(), TimeColumn.of(root.totalNanos(), millis(1)));
  }

  private static EventFixture query() {
    return event("sql", "select 1").totalMillis(10);
  }

  /** Events of places that a random tree may have; shorter than a tree is, as its width is kept. */
  private static List<Profile.Event> randomEvents(Random random, int count) {
    String[] classes = {"com.acme.OrderService", "com.acme.OrderDao", "com.acme.Renderer$Row"};
    List<Profile.Event> events = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      EventFixture event =
          event(random.nextBoolean() ? "sql" : "http", "text " + i)
              .count(1 + random.nextInt(9))
              .longestRun(1 + random.nextInt(9))
              .totalNanos(random.nextInt((int) millis(9)));
      if (random.nextInt(10) > 0) {
        event.at(
            classes[random.nextInt(classes.length)], "m" + random.nextInt(4), random.nextInt(90));
      }
      events.add(event.build());
    }
    return events;
  }

  private static String linesOfTree(String report) {
    return Texts.treeOf(report)
        .lines()
        .filter(line -> !line.contains("∙"))
        .collect(Collectors.joining("\n"));
  }

  /** Of the events that have a line of their own. */
  private static long countsInTree(String report) {
    long count = 0;
    for (String line : Texts.treeOf(report).lines().toList()) {
      if (line.contains("∙") && !line.contains("other")) {
        Matcher times = TIMES.matcher(line);
        count += times.find() ? Long.parseLong(times.group(1)) : 1;
      }
    }
    return count;
  }

  private static long countsInTable(String report) {
    long count = 0;
    for (String line : Texts.eventsOf(report).lines().skip(2).toList()) {
      String[] words = line.strip().split(" +", -1);
      boolean others = words[1].equals("of");
      int end = others ? line.indexOf(',', line.indexOf(" in ")) : -1;
      String rest = end < 0 ? line : line.substring(0, end);
      count +=
          Long.parseLong(others ? rest.substring(rest.lastIndexOf(' ') + 1).strip() : words[1]);
    }
    return count;
  }
}
