package io.github.requestree.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes times in one time zone, which it names. Immutable and thread-safe. */
record When(ZoneId zone) {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss zzz", Locale.ENGLISH);

  When {
    // As an offset, it would be called Z.
    zone = zone.equals(ZoneOffset.UTC) ? ZoneId.of("UTC") : zone;
  }

  /** Returns a text such as {@code 2026-11-29 01:33:19 UTC}. */
  String of(Instant instant) {
    return FORMAT.format(instant.atZone(zone));
  }
}
