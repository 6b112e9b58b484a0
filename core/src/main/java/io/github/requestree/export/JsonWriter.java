package io.github.requestree.export;

import io.github.requestree.profile.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON, in UTF-8 and on one line. Its caller must end each object and array that it begins.
 * <em>Not</em> thread-safe.
 *
 * <p>Characters that could break a line, control a terminal or end a script in a page are escaped.
 * Half a surrogate pair, which is no character, is replaced.
 */
public final class JsonWriter {
  private static final int BUFFER = 8192;
  private static final char NO_CHARACTER = '\ufffd';

  /** Writes the fields of an object that its caller begins and ends. */
  @FunctionalInterface
  public interface Fields<T> {
    void write(T value) throws IOException;
  }

  private final OutputStream out;
  private final StringBuilder text = new StringBuilder();
  private boolean separate;

  public JsonWriter(OutputStream out) {
    this.out = out;
  }

  public JsonWriter beginObject() throws IOException {
    return begin('{');
  }

  public JsonWriter endObject() {
    return end('}');
  }

  public JsonWriter beginArray() throws IOException {
    return begin('[');
  }

  public JsonWriter endArray() {
    return end(']');
  }

  private JsonWriter begin(char bracket) throws IOException {
    separate();
    text.append(bracket);
    separate = false;
    return this;
  }

  private JsonWriter end(char bracket) {
    text.append(bracket);
    separate = true;
    return this;
  }

  /** Writes the name of the value that follows. */
  public JsonWriter name(String name) throws IOException {
    separate();
    quote(name);
    text.append(':');
    separate = false;
    return this;
  }

  public JsonWriter value(@Nullable String value) throws IOException {
    if (value == null) {
      return literal("null");
    }
    separate();
    quote(value);
    separate = true;
    return this;
  }

  public JsonWriter value(long value) throws IOException {
    return literal(Long.toString(value));
  }

  public JsonWriter value(BigDecimal value) throws IOException {
    return literal(value.toPlainString());
  }

  public JsonWriter value(boolean value) throws IOException {
    return literal(Boolean.toString(value));
  }

  private JsonWriter literal(String value) throws IOException {
    separate();
    text.append(value);
    separate = true;
    return this;
  }

  public JsonWriter field(String name, @Nullable String value) throws IOException {
    return name(name).value(value);
  }

  public JsonWriter field(String name, long value) throws IOException {
    return name(name).value(value);
  }

  public JsonWriter field(String name, boolean value) throws IOException {
    return name(name).value(value);
  }

  /** Writes a number; null if there is none. */
  JsonWriter field(String name, OptionalLong value) throws IOException {
    return value.isPresent() ? field(name, value.getAsLong()) : name(name).literal("null");
  }

  /** Writes a number; null if it is not above 0, so that it is not known. */
  JsonWriter fieldIfKnown(String name, int value) throws IOException {
    return value > 0 ? field(name, value) : name(name).literal("null");
  }

  /** Writes a number only if it is not 0. */
  public JsonWriter fieldUnlessZero(String name, long value) throws IOException {
    return value == 0 ? this : field(name, value);
  }

  /** Writes a number, so that a reader gets the same, only if it is not 0. */
  JsonWriter fieldUnlessZero(String name, double value) throws IOException {
    return value == 0 ? this : name(name).value(BigDecimal.valueOf(value));
  }

  public JsonWriter strings(String name, Iterable<String> values) throws IOException {
    name(name).beginArray();
    for (String value : values) {
      value(value);
    }
    return endArray();
  }

  public JsonWriter texts(String name, Map<String, String> values) throws IOException {
    name(name).beginObject();
    for (Map.Entry<String, String> value : values.entrySet()) {
      field(value.getKey(), value.getValue());
    }
    return endObject();
  }

  public JsonWriter numbers(String name, Iterable<? extends Number> values) throws IOException {
    return name(name).numbers(values);
  }

  JsonWriter numbers(Iterable<? extends Number> values) throws IOException {
    beginArray();
    for (Number value : values) {
      value(value.longValue());
    }
    return endArray();
  }

  /** Writes a list of objects with these fields. */
  public <T> JsonWriter objects(String name, Iterable<T> values, Fields<T> fields)
      throws IOException {
    name(name).beginArray();
    for (T value : values) {
      beginObject();
      fields.write(value);
      endObject();
    }
    return endArray();
  }

  /** Writes an object with these fields; null if there is no value. */
  public <T> JsonWriter object(String name, @Nullable T value, Fields<T> fields)
      throws IOException {
    if (value == null) {
      return name(name).literal("null");
    }
    name(name).beginObject();
    fields.write(value);
    return endObject();
  }

  /** Hands on the rest of the buffer, after a line feed. */
  public void finish() throws IOException {
    text.append('\n');
    drain();
  }

  /** Writes out the buffer between two values, so that no surrogate pair is torn. */
  private void separate() throws IOException {
    if (text.length() >= BUFFER) {
      drain();
    }
    if (separate) {
      text.append(',');
    }
  }

  private void drain() throws IOException {
    out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    text.setLength(0);
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); ) {
      int character = value.codePointAt(i);
      int end = i + Character.charCount(character);
      switch (character) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '<', '>', '&', NO_CHARACTER -> escape((char) character);
        default -> {
          if (Character.getType(character) == Character.SURROGATE) {
            escape(NO_CHARACTER);
          } else if (SafeText.isUnsafe(character)) {
            value.substring(i, end).chars().forEach(unit -> escape((char) unit));
          } else {
            text.appendCodePoint(character);
          }
        }
      }
      i = end;
    }
    text.append('"');
  }

  private void escape(char unit) {
    text.append("\\u").append(HexFormat.of().toHexDigits(unit));
  }
}
