package io.github.requestree.tools.reading;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.github.requestree.profile.SafeText;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON document value by value, each with its bounds. Every method expects the parser at
 * the first token of its value, and leaves it at the last one. <em>Not</em> thread-safe.
 */
final class JsonInput implements Closeable {

  /** The longest document, in bytes. The largest profiles have some 20 MB. */
  static final long MAX_BYTES = 64_000_000;

  /** The most objects and numbers of frames in a document. */
  static final int MAX_PARTS = 1_500_000;

  /** Above every sum of times that a profile can have. */
  private static final long MAX_NUMBER = 1_000_000_000_000_000_000L;

  private static final int MAX_LEVELS = 200_000;
  private static final int MAX_TEXT = 1_000_000;
  private static final int MAX_NAME = 10_000;
  private static final int MAX_DIGITS = 400;
  private static final int MAX_SHOWN = 60;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Names may come from strangers.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_BYTES)
                  .maxNestingDepth(MAX_LEVELS)
                  .maxStringLength(MAX_TEXT)
                  .maxNameLength(MAX_NAME)
                  .maxNumberLength(MAX_DIGITS)
                  .build())
          .build();

  /** Reads the value of a field. */
  interface FieldReader {
    void read(String name) throws IOException;
  }

  /** Reads an element of an array. */
  interface ElementReader<T> {
    T read() throws IOException;
  }

  /** Says that a value is not what it must be. */
  @SuppressWarnings("serial") // nobody serializes one
  static final class WrongValueException extends IOException {
    WrongValueException(String message) {
      super(message);
    }
  }

  private final JsonParser parser;
  private int parts;

  JsonInput(InputStream in) throws IOException {
    parser = FACTORY.createParser(in);
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new WrongValueException("is empty");
    }
    return token;
  }

  /** Asserts that nothing but blanks follows. */
  void end() throws IOException {
    if (parser.nextToken() != null) {
      throw new WrongValueException("has something after its end");
    }
  }

  String name() throws IOException {
    return parser.currentName();
  }

  /** Counts one more part of the document, of which there may be so many. */
  void count() throws IOException {
    if (++parts > MAX_PARTS) {
      throw new WrongValueException("has more parts than any profile");
    }
  }

  void object(FieldReader fields) throws IOException {
    count();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong("an object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      fields.read(name);
    }
  }

  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  boolean isArray() {
    return parser.currentToken() == JsonToken.START_ARRAY;
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  <T> List<T> list(ElementReader<T> element) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw wrong("an array");
    }
    List<T> all = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      count();
      all.add(element.read());
    }
    return all;
  }

  String text() throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong("a text");
    }
    return parser.getText();
  }

  @Nullable String textOrNull() throws IOException {
    return isNull() ? null : text();
  }

  boolean flag() throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
      throw wrong("true or false");
    }
    return token == JsonToken.VALUE_TRUE;
  }

  /** A time or a count: 0 or more. */
  long number() throws IOException {
    return number(0, MAX_NUMBER);
  }

  int smallNumber() throws IOException {
    return (int) number(0, Integer.MAX_VALUE);
  }

  /** A point in time before or after the start, or a correction, which may be below 0. */
  long offset() throws IOException {
    return number(-MAX_NUMBER, MAX_NUMBER);
  }

  private long number(long least, long most) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      long value = parser.getLongValue();
      if (value >= least && value <= most) {
        return value;
      }
    }
    throw wrong("a whole number from " + least + " to " + most);
  }

  /** A number that may have a fraction: 0 or more. */
  double decimal() throws IOException {
    if (parser.currentToken().isNumeric()) {
      double value = parser.getDoubleValue();
      if (value >= 0 && value <= Double.MAX_VALUE) {
        return value;
      }
    }
    throw wrong("a number from 0");
  }

  <E extends Enum<E>> E constant(Class<E> type) throws IOException {
    return constant(type, text());
  }

  <E extends Enum<E>> E constant(Class<E> type, String name) throws IOException {
    try {
      return Enum.valueOf(type, name);
    } catch (IllegalArgumentException e) {
      throw new WrongValueException(
          "has the " + type.getSimpleName() + " '" + shown(name) + "', which is not known here");
    }
  }

  /** Reads over a value that is made anew. */
  void skip() throws IOException {
    parser.skipChildren();
  }

  WrongValueException unknown(String name) {
    return new WrongValueException(
        "has the field '"
            + shown(name)
            + "' at "
            + place()
            + ", which this version does not know: a newer Requestree wrote it");
  }

  WrongValueException wrong(String expected) throws IOException {
    JsonToken token = parser.currentToken();
    String found =
        token == null ? "nothing" : token.isScalarValue() ? shown(parser.getText()) : "a structure";
    return new WrongValueException(
        "has " + found + " at " + place() + ", but must have " + expected);
  }

  private String place() {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.length() > MAX_SHOWN
        ? "…" + pointer.substring(pointer.length() - MAX_SHOWN)
        : pointer;
  }

  static String shown(String text) {
    return SafeText.printable(SafeText.cutWithEllipsis(text, MAX_SHOWN), MAX_SHOWN);
  }
}
