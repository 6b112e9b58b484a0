package io.github.requestree.spring;

import io.github.requestree.pyroscope.PyroscopeSink;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.Environment;

/** The {@code requestree.pyroscope.*} properties, by Boot's relaxed rules. */
final class PyroscopeProperties {

  static final String PREFIX = "requestree.pyroscope.";

  /** Boot would print these with the values that it rejects. */
  private static final Set<String> SECRETS = Set.of("password", "token");

  private final Binder properties;
  private final String application;

  PyroscopeProperties(Environment environment) {
    properties = Binder.get(environment);
    application = environment.getProperty("spring.application.name", "application");
  }

  /**
   * Returns the sink that they describe.
   *
   * @throws InvalidConfigurationPropertyValueException if a value is not accepted
   * @throws RejectedSecretException if it is one that must not be shown
   */
  PyroscopeSink sink() {
    PyroscopeSink.Builder sink = builder();
    set("instance", sink::instance);
    set("tenant", sink::tenant);
    set("token", sink::token);
    String user = text("user");
    if (user != null && text("password") == null) {
      throw new InvalidConfigurationPropertyValueException(
          PREFIX + "user", user, "there is no " + PREFIX + "password");
    }
    set("password", password -> sink.basicAuth(user == null ? "" : user, password));
    set("every", text -> sink.every(duration("every")));
    set("slow-requests", text -> sink.slowRequests(duration("slow-requests")));
    set("routes", text -> sink.routes(value("routes", Integer.class)));
    Bindable<Map<String, String>> labels = Bindable.mapOf(String.class, String.class);
    properties
        .bind(PREFIX + "labels", labels)
        .orElse(Map.of())
        .forEach((name, value) -> set("labels." + name, value, text -> sink.label(name, text)));
    return sink.build();
  }

  private PyroscopeSink.Builder builder() {
    String service = text("service-name");
    try {
      return PyroscopeSink.builder(
          String.valueOf(text("url")), service == null ? application : service);
    } catch (IllegalArgumentException e) {
      throw new RejectedSecretException(PREFIX + "url", e);
    }
  }

  private Duration duration(String name) {
    return value(name, Duration.class);
  }

  private <T> T value(String name, Class<T> type) {
    return properties.bind(PREFIX + name, type).get();
  }

  private @Nullable String text(String name) {
    return properties.bind(PREFIX + name, String.class).orElse(null);
  }

  private void set(String name, Consumer<String> setter) {
    set(name, text(name), setter);
  }

  private static void set(String name, @Nullable String text, Consumer<String> setter) {
    if (text == null) {
      return;
    }
    try {
      setter.accept(text);
    } catch (IllegalArgumentException e) {
      String said = String.valueOf(e.getMessage());
      throw SECRETS.contains(name)
          ? new RejectedSecretException(PREFIX + name, e)
          : new InvalidConfigurationPropertyValueException(PREFIX + name, text, said);
    }
  }
}
