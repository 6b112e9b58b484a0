package io.github.requestree.campaign.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.requestree.export.JsonReport;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.profile.ProfileSums;
import io.github.requestree.text.TextReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A sink that never fails and checks each profile: its times add up, it can be printed, and its
 * JSON can be read. Thread-safe.
 */
public final class Witness implements ProfileSink {

  private static final int MAX_KEPT = 50;

  private final ObjectMapper mapper = new ObjectMapper();
  private final JsonReport json = JsonReport.create();
  private final TextReport text = TextReport.create();
  private final AtomicLong seen = new AtomicLong();
  private final List<Profile> kept = new CopyOnWriteArrayList<>();
  private final List<String> wrong = new CopyOnWriteArrayList<>();

  @Override
  public void accept(Profile profile) {
    seen.incrementAndGet();
    try {
      ProfileSums.assertAddUp(profile);
      if (profile.durationNanos() < 0) {
        throw new AssertionError("it took " + profile.durationNanos() + " ns");
      }
      String printed = text.toText(profile);
      if (!printed.startsWith("--- ")) {
        throw new AssertionError("its text begins with " + printed.lines().findFirst());
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      json.write(profile, bytes);
      if (!mapper.readTree(bytes.toByteArray()).isObject()) {
        throw new AssertionError("its JSON is no object");
      }
    } catch (AssertionError | RuntimeException | IOException e) {
      if (wrong.size() < MAX_KEPT) {
        wrong.add(profile.name() + ": " + e);
      }
    }
    if (kept.size() < MAX_KEPT) {
      kept.add(profile);
    }
  }

  /** Returns the number of profiles that it was given. */
  public long seen() {
    return seen.get();
  }

  /** Returns the first of them. */
  public List<Profile> kept() {
    return kept;
  }

  /** Returns the reasons why some are wrong. */
  public List<String> wrong() {
    return wrong;
  }
}
