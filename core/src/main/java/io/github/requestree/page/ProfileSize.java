package io.github.requestree.page;

import io.github.requestree.profile.CallNode;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.Timeline;
import io.github.requestree.profile.TreeWalk;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the memory that a profile holds, in bytes: rather too much than too little. The names
 * of classes and methods count nothing, since the JVM has them anyway. Stateless.
 */
final class ProfileSize {

  private static final long PROFILE = 1_000;

  /** A node with its frame, its lists and up to two tables of waiting; most have none. */
  private static final long NODE = 400;

  private static final long TEXT = 56;
  private static final long BYTES_PER_CHAR = 2;
  private static final long EVENT = 250;
  private static final long LATE_START = 1_000;
  private static final long RUN = 100;
  private static final long REFERENCE = 8;

  private ProfileSize() {}

  static long of(Profile profile) {
    long bytes = PROFILE + text(profile.name()) + text(profile.thread());
    Profile.Request request = profile.request();
    if (request != null) {
      bytes += text(request.method()) + text(request.path()) + text(request.route());
    }
    bytes += tree(profile.root());
    Profile.Baseline usual = profile.baseline();
    if (usual != null) {
      bytes += tree(usual.root());
    }
    bytes += text(profile.tags().toString());
    bytes += LATE_START * profile.surroundings().lateStarts().size();
    for (Profile.Event event : profile.events()) {
      bytes += EVENT + text(event.text());
      for (Map.Entry<String, String> attribute : event.attributes().entrySet()) {
        bytes += text(attribute.getKey()) + text(attribute.getValue());
      }
    }
    for (Timeline.Track track : profile.timeline().tracks()) {
      bytes += RUN + text(track.thread());
      for (Timeline.Run run : track.runs()) {
        bytes += RUN + REFERENCE * run.stack().size();
      }
    }
    for (String note : profile.notes()) {
      bytes += text(note);
    }
    return bytes;
  }

  private static long tree(CallNode root) {
    long bytes = 0;
    for (CallNode node : TreeWalk.nodesWithLanes(root)) {
      bytes += NODE;
      for (String detail : node.details()) {
        bytes += text(detail);
      }
    }
    return bytes;
  }

  private static long text(@Nullable String text) {
    return TEXT + BYTES_PER_CHAR * Objects.requireNonNullElse(text, "").length();
  }
}
