package io.github.requestree.campaign;

import java.time.LocalDate;
import java.time.ZoneOffset;

/** Says what a campaign ran on, without naming the machine. */
final class Machine {

  private Machine() {}

  /** One line: cores, operating system, JDK, date. */
  static String line() {
    return String.join(
        ", ",
        Runtime.getRuntime().availableProcessors() + " cores",
        System.getProperty("os.name"),
        "JDK " + Runtime.version(),
        LocalDate.now(ZoneOffset.UTC).toString());
  }
}
