package io.github.requestree.text;

import java.io.Console;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds out whether standard output is a terminal that wants colours. Stateless. */
final class Terminal {
  private Terminal() {}

  static boolean wantsColour() {
    return wantsColour(System::getenv, Terminal::isTerminal);
  }

  /**
   * Returns whether colours are wanted. NO_COLOR comes before FORCE_COLOR, since it is the one that
   * helps people to read at all.
   */
  static boolean wantsColour(
      Function<String, @Nullable String> environment, BooleanSupplier isTerminal) {
    if (isSet(environment.apply("NO_COLOR"))) {
      return false;
    }
    for (String name : new String[] {"FORCE_COLOR", "CLICOLOR_FORCE"}) {
      String value = environment.apply(name);
      if (isSet(value) && !"0".equals(value)) {
        return true;
      }
    }
    return !"dumb".equals(environment.apply("TERM")) && isTerminal.getAsBoolean();
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isEmpty();
  }

  /**
   * Returns whether output goes to a terminal. From JDK 22 a console may exist although output goes
   * to a file, and says so itself.
   */
  @SuppressWarnings("SystemConsoleNull") // until JDK 21 null does say that it is no terminal
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || Runtime.version().feature() < 22) {
      return console != null;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
