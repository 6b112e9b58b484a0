package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSums;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventRecorderTest {

  private final LinkedBlockingQueue<Profile> reported = new LinkedBlockingQueue<>();
  private final Profiler profiler =
      Profiler.builder()
          .options(SamplingOptions.DEFAULT.withMaxOverhead(1))
          .applicationClasses(name -> name.equals(Shop.class.getName()))
          .sink(reported::add)
          .build();

  /** Stands for the application. */
  private static final class Shop {

    static void loadOrders(int times) {
      for (int i = 0; i < times; i++) {
        Library.query("select * from line where order = ?", 3_000, Map.of());
      }
    }

    /** Each takes no time: one that claims to may overlap with the one before. */
    static void loadCachedOrders(int times) {
      for (int i = 0; i < times; i++) {
        Library.query("select * from line where order = ?", 0, Map.of());
      }
    }

    static CurrentProfile begins() {
      return Profiler.current().withPlace();
    }

    static void loadCustomers() {
      Library.query("select * from line where order = ?", 5_000, Map.of("error", "Timeout"));
    }
  }

  /** Stands for what is between the application and us. */
  private static final class Library {

    static void query(String text, long nanos, Map<String, String> attributes) {
      Profiler.current().note("sql", text, nanos, attributes);
    }
  }

  @AfterEach
  void close() {
    profiler.close();
  }

  @Test
  void notesOfOneTextAreCountedForEachCallOfTheApplication() throws Exception {
    Profile profile =
        profiled(
            () -> {
              Shop.loadOrders(12);
              Shop.loadCustomers();
            });

    assertThat(profile.events()).hasSize(2);
    Profile.Event orders = profile.events().get(0);
    assertThat(orders.kind()).isEqualTo("sql");
    assertThat(orders.text()).isEqualTo("select * from line where order = ?");
    assertThat(orders.count()).isEqualTo(12);
    assertThat(orders.totalNanos()).isEqualTo(36_000);
    assertThat(orders.maxNanos()).isEqualTo(3_000);
    assertThat(orders.failures()).isZero();
    assertThat(orders.place().getMethodName()).isEqualTo("loadOrders");
    Profile.Event customers = profile.events().get(1);
    assertThat(customers.failures()).isEqualTo(1);
    assertThat(customers.place().getMethodName()).isEqualTo("loadCustomers");
    assertThat(customers.attributes()).containsExactly(Map.entry("error", "Timeout"));
  }

  @Test
  void whatFollowsOneAnotherIsARunAndWhatOverlapsIsNot() throws Exception {
    Profile profile =
        profiled(
            () -> {
              Shop.loadCachedOrders(7);
              for (int i = 0; i < 7; i++) {
                Profiler.current().note("http", "GET a", Duration.ofSeconds(10), Map.of());
              }
            });

    assertThat(event(profile, "http").longestRun()).isEqualTo(1);
    assertThat(event(profile, "sql").longestRun()).isEqualTo(7);
  }

  @Test
  void fiveHundredTextsAreToldApartAndTheRestIsCounted() throws Exception {
    Profile profile =
        profiled(
            () -> {
              for (int i = 0; i < 700; i++) {
                Profiler.current().note("sql", "select " + i, 1, Map.of());
              }
              Profiler.current().note("sql", "select 3", 1, Map.of());
            });

    assertThat(profile.events()).hasSize(501);
    Profile.Event others =
        profile.events().stream()
            .filter(event -> event.text().equals(Profile.Event.OTHERS))
            .findFirst()
            .orElseThrow();
    assertThat(others.count()).isEqualTo(200);
    assertThat(profile.events().stream().mapToLong(Profile.Event::count).sum()).isEqualTo(701);
  }

  @Test
  void longTextsAreToldApartUntilThereAreTooManyCharacters() throws Exception {
    Profile profile =
        profiled(
            () -> {
              for (int i = 0; i < 200; i++) {
                Profiler.current().note("sql", i + "x".repeat(600), 1, Map.of());
              }
            });

    assertThat(profile.events()).hasSize(101);
    assertThat(profile.events().get(0).text()).hasSizeLessThanOrEqualTo(500);
    assertThat(profile.events().stream().mapToLong(Profile.Event::count).sum()).isEqualTo(200);
  }

  @Test
  void whatEndsOnAnotherThreadHasThePlaceThatWasTakenWhenItBegan() throws Exception {
    Profile profile =
        profiled(
            () -> {
              CurrentProfile current = Shop.begins();
              Thread other = new Thread(() -> current.note("http", "GET a", 7, Map.of()));
              other.start();
              other.join();
              CurrentProfile asked = Profiler.current();
              Thread late = new Thread(() -> asked.withPlace().note("http", "GET b", 5, Map.of()));
              late.start();
              late.join();
            });

    assertThat(event(profile, "http").text()).isEqualTo("GET a");
    assertThat(event(profile, "http").place().getMethodName()).isEqualTo("begins");
    assertThat(profile.events().get(1).place()).isNull();
  }

  @Test
  void whatEndsOnAnotherThreadHasATimeAndNoPlace() throws Exception {
    Profile profile =
        profiled(
            () -> {
              CurrentProfile current = Profiler.current();
              Thread other = new Thread(() -> current.note("http", "GET a", 7, Map.of()));
              other.start();
              other.join();
            });

    assertThat(profile.events().get(0).place()).isNull();
    assertThat(profile.events().get(0).totalNanos()).isEqualTo(7);
  }

  @Test
  void aTimedPartIsNotedOnceWhenItIsClosed() throws Exception {
    Profile profile =
        profiled(
            () -> {
              Timing timed = Profiler.timed("render invoice");
              try (timed) {
                assertThat(Profiler.current().isActive()).isTrue();
              }
              timed.close();
            });

    assertThat(profile.events()).hasSize(1);
    assertThat(profile.events().get(0).kind()).isEqualTo("timed");
    assertThat(profile.events().get(0).count()).isEqualTo(1);
    assertThat(profile.events().get(0).totalNanos()).isBetween(0L, profile.durationNanos());
  }

  @Test
  void outsideAProfileAndAfterItsEndNothingIsNoted() throws Exception {
    List<CurrentProfile> kept = new ArrayList<>();
    Profile profile = profiled(() -> kept.add(Profiler.current()));

    kept.get(0).note("sql", "late", 1, Map.of());
    Profiler.current().note("sql", "outside", 1, Map.of());
    Profiler.timed("outside").close();

    assertThat(kept.get(0).isActive()).isFalse();
    assertThat(Profiler.current().isActive()).isFalse();
    assertThat(profile.events()).isEmpty();
  }

  @Test
  void aNoteThatFailsIsCountedAndNothingIsThrown() throws Exception {
    Map<String, String> hostile =
        new AbstractMap<>() {
          @Override
          public Set<Entry<String, String>> entrySet() {
            throw new IllegalStateException("hostile");
          }
        };

    Profile profile =
        profiled(
            () -> {
              Profiler.current().note("sql", "a", 1, hostile);
              Profiler.current().note("sql", "a", Duration.ofSeconds(Long.MAX_VALUE), Map.of());
              Profiler.current().note("sql", "b", 1, Map.of());
            });

    assertThat(profile.events()).extracting(Profile.Event::text).contains("b");
    assertThat(profile.notes()).contains("2 events or tags could not be noted");
  }

  @Test
  void attributesAreCopiedAndCutWhenTheyAreNotedAndANullCostsItselfOnly() throws Exception {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("rows", "3" + "x".repeat(1_000));
    attributes.put(null, "no name");
    attributes.put("no value", null);

    Profile profile =
        profiled(
            () -> {
              Profiler.current().note("sql", "a", 1, attributes);
              attributes.put("late", "never seen");
              Profiler.current().note(null, null, 1, attributes);
            });

    assertThat(profile.notes()).noneMatch(note -> note.contains("event"));
    Profile.Event first = event(profile, "sql");
    assertThat(first.attributes()).containsOnlyKeys("rows");
    assertThat(first.attributes().get("rows")).hasSizeLessThanOrEqualTo(100).startsWith("3x");
    assertThat(event(profile, "").attributes()).containsOnlyKeys("rows", "late");
  }

  @Test
  void attributesForWhichThereIsNoRoomAreLeftOutAndTheReportSaysSo() throws Exception {
    Map<String, String> attributes = new HashMap<>();
    for (int i = 0; i < 8; i++) {
      attributes.put("name " + i, "x".repeat(94));
    }

    Profile profile =
        profiled(
            () -> {
              for (int i = 0; i < 100; i++) {
                Profiler.current().note("sql", "select " + i, 1, attributes);
              }
            });

    // Each has 800 characters, and there is room for 50,000.
    assertThat(profile.events()).hasSize(100);
    assertThat(profile.events().stream().filter(event -> !event.attributes().isEmpty()))
        .hasSize(62);
    assertThat(profile.notes()).contains("38 events have no room for their attributes");
  }

  private interface Work {
    void run() throws Exception;
  }

  private Profile profiled(Work work) throws Exception {
    profiler.call(
        "test",
        () -> {
          work.run();
          return null;
        });
    Profile profile = reported.poll(60, TimeUnit.SECONDS);
    assertThat(profile).isNotNull();
    ProfileSums.assertAddUp(profile);
    return profile;
  }

  private static Profile.Event event(Profile profile, String kind) {
    return profile.events().stream()
        .filter(event -> event.kind().equals(kind))
        .findFirst()
        .orElseThrow();
  }
}
