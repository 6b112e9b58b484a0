package io.github.requestree.benchmarks.overhead.server;

import java.io.IOException;
import java.text.ParseException;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** JFR with the settings that come with the JDK for profiling. */
final class FlightRecording implements Treatment {

  private @Nullable Recording recording;

  @Override
  public void start() throws IOException, ParseException {
    Recording starting = new Recording(Configuration.getConfiguration("profile"));
    starting.start();
    recording = starting;
  }

  @Override
  public void stop() {
    Recording running = recording;
    if (running != null) {
      running.stop();
      running.close();
      recording = null;
    }
  }
}
