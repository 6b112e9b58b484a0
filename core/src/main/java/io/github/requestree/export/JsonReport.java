package io.github.requestree.export;

import io.github.requestree.profile.Profile;
import io.github.requestree.shaping.Shaping;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a whole profile as one JSON document; {@code docs/formats.md} describes it field by field.
 * The tree is the measured one: nothing is hidden or folded. Immutable and thread-safe.
 *
 * <p>All times are integers in nanoseconds. The document stands on one line and ends with a line
 * feed. Nothing in it can control a terminal or end a script that it is put into.
 */
public final class JsonReport extends NamedFormat {

  /**
   * The version of the document. It grows when a field goes away or changes its meaning; a new
   * field is no new version.
   */
  public static final int VERSION = 1;

  private final Shaping shaping;

  private JsonReport(Shaping shaping) {
    super("json", "application/json", ".json", true);
    this.shaping = shaping;
  }

  /** Returns a report that marks frames of the libraries known by default. */
  public static JsonReport create() {
    return create(Shaping.DEFAULT);
  }

  /** Returns a report that marks the library frames of this shaping. */
  public static JsonReport create(Shaping shaping) {
    return new JsonReport(shaping);
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    new JsonDocument(json, shaping).write(profile);
    json.finish();
  }
}
