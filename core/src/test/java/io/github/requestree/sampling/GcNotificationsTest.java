package io.github.requestree.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.management.ListenerNotFoundException;
import javax.management.NotificationEmitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcNotificationsTest {

  /** All JDKs from 17 on that HotSpot is part of have these. */
  @ParameterizedTest
  @ValueSource(strings = {"G1", "Parallel", "Serial", "Z"})
  void aProfileKnowsThePausesOfEachCollector(String collector) throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+Use" + collector + "GC",
                "-Xmx64m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                GcMain.class.getName())
            .redirectErrorStream(true)
            .start();

    String printed = new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(jvm.waitFor()).as(printed).isZero();
    assertThat(printed).containsPattern("true Pauses\\[count=[1-9]\\d*, nanos=\\d+]");
  }

  @Test
  void whoHasStoppedListeningIsNotKeptByTheCollectors() throws Exception {
    GcNotifications listener = GcNotifications.listen(new GcPauses(), System::nanoTime);
    assertThat(listener).isNotNull();

    listener.close();

    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      assertThatThrownBy(
              () -> ((NotificationEmitter) collector).removeNotificationListener(listener))
          .as(collector.getName())
          .isInstanceOf(ListenerNotFoundException.class);
    }
  }
}
