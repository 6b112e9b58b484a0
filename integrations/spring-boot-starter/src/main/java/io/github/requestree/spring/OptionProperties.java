package io.github.requestree.spring;

import io.github.requestree.servlet.ProfilingOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** The options of the filter as {@code requestree.*} properties, by Boot's relaxed rules. */
final class OptionProperties {

  static final String PREFIX = "requestree.";
  private static final String SECRET = "secret";
  private static final String TRIGGER = "trigger";
  private static final Bindable<List<String>> TEXTS = Bindable.listOf(String.class);

  private final Binder properties;

  /** True if no property of ours is there, as in most applications; then none is looked for. */
  private final boolean none;

  OptionProperties(Environment environment) {
    properties = Binder.get(environment);
    none = hasNone(environment);
  }

  private static boolean hasNone(Environment environment) {
    ConfigurationPropertyName all = ConfigurationPropertyName.of("requestree");
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      if (source.containsDescendantOf(all) != ConfigurationPropertyState.ABSENT) {
        return false;
      }
    }
    return true;
  }

  /** The name of an option's property, such as {@code requestree.slower-than}. */
  static String property(String option) {
    return PREFIX + option.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** The value of an option, whether it was written as a text or as a list. */
  Optional<String> text(String option) {
    if (none) {
      return Optional.empty();
    }
    String property = property(option);
    String text = properties.bind(property, String.class).orElse(null);
    return text != null
        ? Optional.of(text)
        : Optional.ofNullable(
            properties.bind(property, TEXTS).map(all -> String.join(",", all)).orElse(null));
  }

  /**
   * Sets all options that have a property.
   *
   * @throws InvalidConfigurationPropertyValueException if a value is not accepted
   * @throws RejectedSecretException if it is the secret
   */
  void setAll(ProfilingOptions.Builder options) {
    for (String option : ProfilingOptions.names()) {
      text(option).ifPresent(text -> set(options, option, text));
    }
  }

  /** Sets an option of several entries to those of its property and these before them. */
  void setWith(ProfilingOptions.Builder options, String option, List<String> first) {
    List<String> all = new ArrayList<>(first);
    text(option).ifPresent(all::add);
    if (!all.isEmpty()) {
      options.set(option, String.join(",", all));
    }
  }

  private static void set(ProfilingOptions.Builder options, String option, String text) {
    try {
      options.set(option, text);
    } catch (IllegalArgumentException e) {
      // Boot's own analysis prints the value, and where it was written.
      throw option.equals(SECRET)
          ? new RejectedSecretException(property(option), e)
          : new InvalidConfigurationPropertyValueException(property(option), text, said(e));
    }
  }

  /**
   * The options, if they fit together.
   *
   * @throws InvalidConfigurationPropertyValueException if they do not
   */
  ProfilingOptions build(ProfilingOptions.Builder options) {
    try {
      return options.build();
    } catch (IllegalArgumentException e) {
      throw new InvalidConfigurationPropertyValueException(
          property(TRIGGER), text(TRIGGER).orElse(null), said(e));
    }
  }

  private static String said(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
