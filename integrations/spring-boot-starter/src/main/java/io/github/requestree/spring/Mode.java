package io.github.requestree.spring;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Whom the defaults are for: someone who develops, or an application in production.
 *
 * @param development whether someone develops
 * @param reason how that is known
 */
record Mode(boolean development, String reason) {

  static final String PROPERTY = "requestree.mode";
  private static final String DEVTOOLS = "org.springframework.boot.devtools.restart.Restarter";
  private static final List<String> PROFILES = List.of("dev", "local");

  /**
   * @throws InvalidConfigurationPropertyValueException if the property has another value
   */
  static Mode of(Environment environment, @Nullable ClassLoader classes) {
    String given = environment.getProperty(PROPERTY, "auto");
    return switch (given) {
      case "development" -> new Mode(true, PROPERTY + " says so");
      case "production" -> new Mode(false, PROPERTY + " says so");
      case "auto" -> found(environment, classes);
      default ->
          throw new InvalidConfigurationPropertyValueException(
              PROPERTY, given, "must be auto, development or production");
    };
  }

  private static Mode found(Environment environment, @Nullable ClassLoader classes) {
    if (ClassUtils.isPresent(DEVTOOLS, classes)) {
      return new Mode(true, "spring-boot-devtools is on the class path");
    }
    return Arrays.stream(environment.getActiveProfiles())
        .filter(PROFILES::contains)
        .findFirst()
        .map(profile -> new Mode(true, "profile " + profile + " is active"))
        .orElseGet(() -> new Mode(false, "there is neither devtools nor a profile dev or local"));
  }

  String title() {
    return development ? "development" : "production";
  }
}
