package io.github.requestree.text;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;

/** Tells which charset a log is most likely written in. Stateless and thread-safe. */
final class LogCharset {

  private LogCharset() {}

  /**
   * Returns the platform's charset, which logback and Log4j write in unless told otherwise; for
   * providers that print to standard error, its own.
   *
   * @param properties the system properties by their names
   */
  static Charset of(ILoggerFactory provider, UnaryOperator<@Nullable String> properties) {
    String name = provider.getClass().getName();
    if (name.startsWith("ch.qos.logback.") || name.startsWith("org.apache.logging.")) {
      return Charset.defaultCharset();
    }
    // From JDK 19 on, and before that if it is a terminal.
    Charset known = charset(properties.apply("stderr.encoding"));
    known = known == null ? charset(properties.apply("sun.stderr.encoding")) : known;
    return known == null ? Charset.defaultCharset() : known;
  }

  private static @Nullable Charset charset(@Nullable String name) {
    try {
      return name == null ? null : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }
}
