package io.github.requestree.spring;

import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** The path of the page in development. */
final class PagePath {

  static final String PROPERTY = "requestree.page.path";
  private static final Pattern ACCEPTED = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

  private PagePath() {}

  /**
   * The path within the application, without a slash at its end.
   *
   * @throws InvalidConfigurationPropertyValueException if it is none
   */
  static String of(Environment environment) {
    String path = environment.getProperty(PROPERTY, "/profiles");
    if (!ACCEPTED.matcher(path).matches()) {
      throw new InvalidConfigurationPropertyValueException(
          PROPERTY, path, "must be a path such as /profiles, without * and / at its end");
    }
    return path;
  }
}
