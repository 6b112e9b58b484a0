package io.github.requestree.text;

import io.github.requestree.export.JsonWriter;
import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes each log event as one line of JSON for collectors. Stateless and thread-safe. */
final class JsonLine {

  /** The longest line: container runtimes and collectors tear lines of more than 16 KiB. */
  private static final int MAX_BYTES = 16_000;

  private static final int MAX_NOTES = 5;
  private static final String MESSAGE = "message";

  private JsonLine() {}

  /**
   * Writes a profile: its figures as fields, and the text report as the message, as far as it fits.
   */
  static String of(Profile profile, TextReport report, String finding, String text) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("timestamp", profile.startedAt().toString());
    fields.put(MESSAGE, "");
    fields.putAll(LogFields.of(profile, finding));
    addRequest(profile, fields);
    addWaiting(profile, fields);
    fields.put("profile.heaviest_path", report.heaviestPath(profile));
    if (!profile.notes().isEmpty()) {
      fields.put(
          "profile.notes",
          profile.notes().stream().limit(MAX_NOTES).map(LogFields::printable).toList());
    }
    return line(fields, text);
  }

  private static void addRequest(Profile profile, Map<String, Object> fields) {
    Profile.Request request = profile.request();
    if (request != null) {
      fields.put("url.path", LogFields.printable(request.path()));
      if (request.failure() != null) {
        fields.put("error.type", LogFields.printable(request.failure()));
      }
    }
  }

  private static void addWaiting(Profile profile, Map<String, Object> fields) {
    profile
        .root()
        .totalWaiting()
        .forEach(
            (kind, nanos) ->
                fields.put(
                    "profile.waiting." + kind.name().toLowerCase(Locale.ROOT) + "_ms",
                    LogFields.millis(nanos)));
  }

  /** Returns the text without so many bytes of its last lines, which are no shorter in JSON. */
  private static String cut(String text, int bytes) {
    int end = text.length();
    int left = bytes + "[1000000 lines more]\\n".length();
    while (left > 0 && end > 0) {
      int start = text.lastIndexOf('\n', end - 2) + 1;
      left -= text.substring(start, end).getBytes(StandardCharsets.UTF_8).length;
      end = start;
    }
    long cutLines = text.substring(end).lines().count();
    return text.substring(0, end) + String.format(Locale.ROOT, "[%d lines more]\n", cutLines);
  }

  /**
   * Writes a warning that a thread is blocked, with the number of warnings of its call that were
   * kept back before.
   */
  static String of(BlockedThread blocked, TextReport report, long keptBack) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(MESSAGE, report.toText(blocked));
    fields.put("blocked.thread", LogFields.printable(blocked.thread()));
    fields.put("blocked.for_ms", LogFields.millis(blocked.nanos()));
    fields.put("blocked.kind", blocked.kind().name().toLowerCase(Locale.ROOT));
    fields.put("blocked.call", report.callOf(blocked));
    fields.put("blocked.in", LogFields.printable(blocked.name()));
    fields.put("blocked.times_before", keptBack);
    return line(fields);
  }

  /** Writes a line of our own, with one figure. */
  static String ofFigure(String text, String key, long figure) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(MESSAGE, "");
    fields.put(key, figure);
    return line(fields, text);
  }

  /** Returns an object with this message, as far as it fits. */
  private static String line(Map<String, Object> fields, String message) {
    fields.put(MESSAGE, message);
    int tooLong = line(fields).getBytes(StandardCharsets.UTF_8).length - MAX_BYTES;
    if (tooLong > 0) {
      fields.put(MESSAGE, cut(message, tooLong));
    }
    return line(fields);
  }

  /** Returns an object of texts, numbers, truth values and lists of texts, without a line feed. */
  private static String line(Map<String, ?> fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonWriter json = new JsonWriter(out);
    try {
      json.beginObject();
      for (Map.Entry<String, ?> field : fields.entrySet()) {
        write(json, field.getKey(), field.getValue());
      }
      json.endObject().finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  private static void write(JsonWriter json, String name, Object value) throws IOException {
    if (value instanceof Number number) {
      json.name(name).value(new BigDecimal(number.toString()));
    } else if (value instanceof Boolean bool) {
      json.field(name, bool.booleanValue());
    } else if (value instanceof List<?> list) {
      json.strings(name, list.stream().map(Object::toString).toList());
    } else {
      json.field(name, value.toString());
    }
  }
}
