package io.github.requestree.tools.reading;

import io.github.requestree.tools.reading.JsonInput.WrongValueException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object that have simple values, by their names. Fields that an older document
 * does not have are 0, false or not known. <em>Not</em> thread-safe.
 */
final class Fields {
  private final JsonInput json;
  private final Map<String, String> texts = new HashMap<>(4);
  private final Map<String, Long> numbers = new HashMap<>(8);

  Fields(JsonInput json) {
    this.json = json;
  }

  void text(String name) throws IOException {
    String value = json.textOrNull();
    if (value != null) {
      texts.put(name, value);
    }
  }

  void number(String name) throws IOException {
    if (!json.isNull()) {
      numbers.put(name, json.number());
    }
  }

  void offset(String name) throws IOException {
    numbers.put(name, json.offset());
  }

  void flag(String name) throws IOException {
    numbers.put(name, json.flag() ? 1L : 0L);
  }

  @Nullable String textOf(String name) {
    return texts.get(name);
  }

  String theText(String name) throws WrongValueException {
    String value = texts.get(name);
    if (value == null) {
      throw new WrongValueException("lacks the field '" + name + "'");
    }
    return value;
  }

  boolean has(String name) {
    return numbers.containsKey(name);
  }

  long numberOf(String name) {
    return numbers.getOrDefault(name, 0L);
  }

  long theNumber(String name) throws WrongValueException {
    if (!has(name)) {
      throw new WrongValueException("lacks the field '" + name + "'");
    }
    return numberOf(name);
  }

  /** A number that an object has as an {@code int}; a larger one cannot be meant. */
  int intOf(String name) throws WrongValueException {
    long value = numberOf(name);
    if (value > Integer.MAX_VALUE) {
      throw new WrongValueException(
          "has the field '" + name + "' of " + value + ", which is too much");
    }
    return (int) value;
  }

  OptionalLong optional(String name) {
    return has(name) ? OptionalLong.of(numberOf(name)) : OptionalLong.empty();
  }

  boolean flagOf(String name) {
    return numberOf(name) != 0;
  }
}
