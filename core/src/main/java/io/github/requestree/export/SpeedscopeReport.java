package io.github.requestree.export;

import io.github.requestree.internal.Figures;
import io.github.requestree.profile.Frame;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.SafeText;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a file for the <a href="https://www.speedscope.app">speedscope</a> viewer: sampled, in
 * nanoseconds. Immutable and thread-safe.
 *
 * <p>The first of its profiles is the request itself, awaits included, and adds up to its time,
 * exactly; each thread with lanes is one more. With a {@linkplain Profile#timeline() timeline} they
 * show the runs in their order, and a gap while a thread did something else. If the request itself
 * was on two threads at the same time, the overlap is a profile of its own. Without a timeline they
 * show the tree from left to right.
 */
public final class SpeedscopeReport extends NamedFormat {
  private static final int MAX_FILE = 200;
  private static final SafeText SAFE = new SafeText(false);

  private SpeedscopeReport() {
    super("speedscope", "application/json", ".speedscope.json", true);
  }

  /** Returns a report; it has no options. */
  public static SpeedscopeReport create() {
    return new SpeedscopeReport();
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    FrameTable frames = new FrameTable();
    json.beginObject()
        .field("$schema", "https://www.speedscope.app/file-format-schema.json")
        .field("name", title(profile))
        .field("exporter", "requestree")
        .field("activeProfileIndex", 0)
        .name("profiles")
        .beginArray();
    if (profile.timeline().tracks().isEmpty()) {
      new SpeedscopeTree(json, frames).write(profile);
    } else {
      new SpeedscopeTimeline(json, frames).write(profile);
    }
    json.endArray().name("shared").beginObject();
    json.objects("frames", frames.frames(), frame -> writeFrame(json, frame));
    json.endObject().endObject().finish();
  }

  private static String title(Profile profile) {
    Profile.Request request = profile.request();
    String status = request == null || request.status() == 0 ? "" : " " + request.status();
    String seconds = Figures.exactSeconds(profile.durationNanos(), 0);
    return SpeedscopeTree.name(profile.name()) + status + " in " + seconds;
  }

  private static void writeFrame(JsonWriter json, Frame frame) throws IOException {
    json.field("name", QualifiedName.of(frame));
    if (frame.fileName() != null) {
      json.field("file", SAFE.of(frame.fileName(), MAX_FILE));
    }
  }
}
