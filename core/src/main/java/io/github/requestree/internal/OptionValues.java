package io.github.requestree.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of options. Immutable and thread-safe.
 *
 * @param changed the values that are not the default, by the names of their options
 */
public record OptionValues(Map<String, Object> changed) {

  public static final OptionValues DEFAULTS = new OptionValues(Map.of());

  public OptionValues {
    changed = Map.copyOf(changed);
  }

  /** Returns the value of an option. */
  @SuppressWarnings("unchecked")
  public <T> T get(Option<T> option) {
    return (T) changed.getOrDefault(option.name(), option.byDefault());
  }

  /** Returns the value of an option as it would be written. */
  public <T> String written(Option<T> option) {
    return option.write(get(option));
  }

  /** Returns the same values with one changed; the option must accept the new value. */
  public <T> OptionValues with(Option<T> option, T value) {
    Map<String, Object> values = new HashMap<>(changed);
    if (value.equals(option.byDefault())) {
      values.remove(option.name());
    } else {
      values.put(option.name(), value instanceof List<?> list ? List.copyOf(list) : value);
    }
    return new OptionValues(values);
  }
}
