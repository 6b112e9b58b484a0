package io.github.requestree.spring;

import io.github.requestree.profile.ProfileSink;
import io.github.requestree.servlet.ProfilingOptions;
import java.util.List;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.core.env.Environment;

/** The options that the filter starts with: those for its mode, then what the application says. */
final class FilterDefaults {

  static final String SLOWER_THAN = "500ms";
  static final int KEPT_PROFILES = 100;

  /** The bean that shows profiles by the actuator; there is none unless it was granted access. */
  static final String ENDPOINT = "requestreeEndpoint";

  /** The bean that shows profiles in development. */
  static final String PAGE = "requestreePage";

  private FilterDefaults() {}

  static ProfilingOptions options(
      Mode mode, Environment environment, ListableBeanFactory application) {
    OptionProperties properties = new OptionProperties(environment);
    ProfilingOptions.Builder options = ProfilingOptions.builder();
    if (!mode.development()) {
      options.set("slowerThan", SLOWER_THAN);
    }
    if (mode.development() && ConsoleLog.isAll()) {
      options.set("colour", "auto");
    }
    if (mode.development() || application.containsBean(ENDPOINT)) {
      options.recentProfiles(KEPT_PROFILES);
    }
    if (application.containsBean(PAGE)) {
      options.badge(true);
    }
    properties.setAll(options);
    properties.setWith(options, "show", packages(application));
    if (environment.getProperty("requestree.default-exclusions", Boolean.class, true)) {
      properties.setWith(options, "exclude", new QuietPaths(environment).all());
    }
    if (!environment.getProperty("requestree.traces.enabled", Boolean.class, true)) {
      properties.setWith(options, "integrations", List.of("!opentelemetry"));
    }
    application.getBeanProvider(ProfileSink.class).orderedStream().forEach(options::addSink);
    application
        .getBeanProvider(ProfilingOptionsCustomizer.class)
        .orderedStream()
        .forEach(customizer -> customizer.customize(options));
    return properties.build(options);
  }

  /** Whatever they are called, also if a library's are called alike. */
  private static List<String> packages(ListableBeanFactory application) {
    return AutoConfigurationPackages.has(application)
        ? AutoConfigurationPackages.get(application).stream()
            .filter(name -> !name.isEmpty())
            .map(name -> name + ".*")
            .toList()
        : List.of();
  }
}
