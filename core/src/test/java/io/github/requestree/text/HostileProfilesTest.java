package io.github.requestree.text;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.HostileText;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Surroundings;
import io.github.requestree.profile.WaitKind;
import io.github.requestree.shaping.Shaping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

/** Profiles of which every text comes from somebody who means harm, in the log and in files. */
class HostileProfilesTest {

  private static final int CASES = 2_000;

  private final Random random = new Random(20_261_125);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Logger> loggers =
      List.of(
          (Logger) LoggerFactory.getLogger(LogSink.LOGGER_NAME),
          (Logger) LoggerFactory.getLogger(LogSink.BLOCKED_LOGGER_NAME));

  @BeforeEach
  void listen() {
    log.start();
    for (Logger logger : loggers) {
      logger.addAppender(log);
      logger.setAdditive(false);
      logger.setLevel(Level.INFO);
    }
  }

  @AfterEach
  void stopListening() {
    for (Logger logger : loggers) {
      logger.detachAppender(log);
      logger.setAdditive(true);
      logger.setLevel(null);
    }
  }

  @Test
  void nothingOfItIsLeftInReportsAndKeyValues() {
    TextReport everything =
        TextReport.builder()
            .shaping(Shaping.builder().showHidden(true).limit(1_000).build())
            .build();
    LogSink sink = LogSink.builder(everything).maxReports(10_000).build();
    for (int i = 0; i < CASES; i++) {
      sink.accept(profile());
      // Ends the window: of the routes of one window not all are written.
      sink.flush();
    }

    assertThat(log.list).hasSize(CASES);
    for (ILoggingEvent event : log.list) {
      HostileText.assertOneReport(event.getFormattedMessage());
      for (KeyValuePair pair : event.getKeyValuePairs()) {
        HostileText.assertPlain(pair.key);
        HostileText.assertPlain(pair.value.toString());
        assertThat(pair.value.toString()).doesNotContain("\"", "\\").hasSizeLessThan(500);
      }
    }
  }

  @Test
  void norInWarningsOfBlockedThreads() {
    LogSink sink = LogSink.create();
    for (int i = 0; i < CASES; i++) {
      sink.blocked(
          new BlockedThread(text(), 60_000_000, WaitKind.SLEEPING, List.of(place()), text()));
    }

    assertThat(log.list).isNotEmpty();
    for (ILoggingEvent event : log.list) {
      HostileText.assertPlain(event.getFormattedMessage());
      assertThat(event.getFormattedMessage()).hasSizeLessThan(1_000);
    }
  }

  private Profile profile() {
    CallNode.Builder root =
        CallNode.builder(Frame.of(Frame.Kind.ROOT, text())).addChild(node(2)).addChild(node(1));
    root.addChild(
        CallNode.builder(Frame.of(Frame.Kind.AWAIT, text())).selfNanos(9_000_000).build());
    String name = text();
    return Profile.builder(text(), name, Instant.EPOCH, root.build())
        .cpuNanos(OptionalLong.of(1_000_000))
        .thread(text())
        .tags(Map.of(text(), text(), text() + "2", text()))
        .stillRunning(random.nextInt(10) == 0)
        .sampling(new Profile.Sampling(3, 7, 1_000_000, 1_000, 0))
        .surroundings(
            new Surroundings(
                2,
                3,
                OptionalLong.of(5_000_000),
                List.of(
                    new Surroundings.LateStart(
                        text(),
                        7_000_000,
                        new Surroundings.BusyWith(text(), List.of(place()), 6_000_000))),
                new Surroundings.Trace(text(), text()),
                null))
        .request(
            random.nextInt(5) == 0
                ? null
                : new Profile.Request(text(), text(), text(), 200, text()))
        .totals(
            random.nextInt(5) > 0
                ? null
                : new Profile.Totals(9, 1, 1, 1, 1, 1, 1, 1, true, 9, List.of()))
        .events(events())
        .notes(List.of(text(), text()))
        .build();
  }

  private List<Profile.Event> events() {
    List<Profile.Event> events = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String kind = i == 0 ? "sql" : text();
      events.add(
          new Profile.Event(
              kind,
              text(),
              place(),
              6,
              i,
              5_000_000,
              1_000_000,
              6,
              Map.of("error", text(), text(), text())));
    }
    return events;
  }

  private CallNode node(int depth) {
    CallNode.Builder node =
        CallNode.builder(Frame.method("com.acme." + text(), text(), text()))
            .line(random.nextInt(100))
            .selfNanos(8_000_000)
            .selfWaiting(WaitKind.LOCK, 3_000_000)
            .detail(text());
    if (depth > 0) {
      node.addChild(node(depth - 1));
      node.addLane(
          CallNode.builder(Frame.of(Frame.Kind.LANE, text()))
              .lane(new CallNode.Lane(text(), false, true, 0, 0))
              .addChild(node(depth - 1))
              .build());
    }
    return node.build();
  }

  private StackTraceElement place() {
    return new StackTraceElement("com.acme." + text(), text(), text(), random.nextInt(100));
  }

  private String text() {
    return HostileText.of(random);
  }
}
