package io.github.requestree.sink;

import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import io.github.requestree.report.TextReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes each profile as one event to the log: logger {@code requestree.profiles}, level INFO, the
 * finished report as the message, its figures as key-values. Active while that level is enabled.
 *
 * <p>With {@link Format#JSON} the message is one line of JSON instead, with the figures and the
 * text as its fields, and there are no key-values.
 *
 * <p>A blocked event loop is a warning on logger {@code requestree.blocked}, at most one a minute
 * for each call that does it.
 *
 * <p>Profiles of single requests are written as they come, at most so many in any second; the rest
 * are counted in one line, {@code [n reports not written]}. Of the routes of one window the first
 * 50 are written, which are the heaviest, and one line sums up the rest. A report that fails to be
 * made or written counts as not written, and the failure is thrown.
 *
 * <p>Like every sink it is called by one thread at a time; only {@link #isActive()} and {@link
 * #notWritten()} may be called by any thread at any time.
 */
public final class LogSink implements ProfileSink {

  /** The logger's name. It is no class, so that it can have an appender of its own. */
  public static final String LOGGER_NAME = "requestree.profiles";

  /** The logger of warnings that a thread is blocked which must not be. */
  public static final String BLOCKED_LOGGER_NAME = "requestree.blocked";

  /** How an event is written. */
  public enum Format {
    /** The text report as it is, over several lines. */
    TEXT,
    /** One line of JSON of at most 16,000 bytes, for collectors that read line by line. */
    JSON
  }

  private final Logger logger = LoggerFactory.getLogger(LOGGER_NAME);
  private final Logger blockedLogger = LoggerFactory.getLogger(BLOCKED_LOGGER_NAME);
  private final CallSites callSites = new CallSites();
  private final TextReport report;
  private final Function<Profile, String> toText;
  private final Format format;
  private final WriteLimit limit;
  private final LongSupplier nanoTime;

  /** Not written so far, and what of it is still to be said. Written by one thread at a time. */
  private final AtomicLong notWritten = new AtomicLong();

  private static final int MOST_ROUTES = 50;

  /** Written since the last flush, with which a window ends. */
  private int routesWritten;

  private LighterRoutes lighterRoutes = LighterRoutes.NONE;

  private long notWrittenUnsaid;

  LogSink(
      TextReport report,
      Function<Profile, String> toText,
      Format format,
      int maxReports,
      LongSupplier nanoTime) {
    this.report = report;
    this.toText = toText;
    this.format = format;
    this.limit = new WriteLimit(maxReports);
    this.nanoTime = nanoTime;
  }

  /** A sink that writes text reports with the default options. */
  public static LogSink create() {
    return builder(TextReport.create()).build();
  }

  /** A builder of a sink that writes this kind of text. */
  public static Builder builder(TextReport report) {
    return new Builder(report);
  }

  @Override
  public void accept(Profile profile) {
    if (!isActive()) {
      return;
    }
    Profile.Totals totals = profile.totals();
    if (totals != null && routesWritten >= MOST_ROUTES) {
      lighterRoutes = lighterRoutes.with(totals.count(), profile.durationNanos());
      return;
    }
    routesWritten += totals == null ? 0 : 1;
    if (totals == null && !limit.allows(nanoTime.getAsLong())) {
      countNotWritten();
      return;
    }
    boolean written = false;
    try {
      write(profile);
      written = true;
    } finally {
      if (!written) {
        countNotWritten();
      }
    }
  }

  private void countNotWritten() {
    notWritten.incrementAndGet();
    notWrittenUnsaid++;
  }

  private void write(Profile profile) {
    String text = toText.apply(profile);
    if (format == Format.JSON) {
      logger.atInfo().log(JsonLine.of(profile, report, text));
      return;
    }
    LoggingEventBuilder event = logger.atInfo();
    for (Map.Entry<String, Object> value : KeyValues.of(profile).entrySet()) {
      event = event.addKeyValue(value.getKey(), value.getValue());
    }
    // As the message itself: as an argument, some layouts would print the pattern instead.
    event.log(text);
  }

  @Override
  public void blocked(BlockedThread blocked) {
    int keptBack = callSites.allows(report.callOf(blocked), nanoTime.getAsLong());
    if (keptBack >= 0 && format == Format.JSON) {
      blockedLogger.atWarn().log(JsonLine.of(blocked, report, keptBack));
    } else if (keptBack >= 0) {
      blockedLogger.warn(
          "{}{}",
          report.toText(blocked),
          keptBack == 0 ? "" : String.format(Locale.ROOT, " (%,d times more before)", keptBack));
    }
  }

  @Override
  public void summary(List<Profile> routes) {
    if (isActive()) {
      logger.atInfo().addKeyValue("profile.routes", routes.size()).log(report.toSummary(routes));
    }
  }

  @Override
  public boolean isActive() {
    return logger.isInfoEnabled();
  }

  @Override
  public boolean flush() {
    writeLighterRoutes();
    writeNotWritten();
    return false;
  }

  @Override
  public void close() {
    writeLighterRoutes();
    writeNotWritten();
  }

  private void writeLighterRoutes() {
    LighterRoutes lighter = lighterRoutes;
    routesWritten = 0;
    lighterRoutes = LighterRoutes.NONE;
    if (lighter.routes() > 0 && isActive()) {
      writeLine(lighter.toString(), "profile.routes", lighter.routes());
    }
  }

  /** Writes a line of our own, with one figure. */
  private void writeLine(String text, String key, long figure) {
    if (format == Format.JSON) {
      logger.atInfo().log(JsonLine.ofFigure(text, key, figure));
    } else {
      logger.atInfo().addKeyValue(key, figure).log(text);
    }
  }

  @Override
  public long notWritten() {
    return notWritten.get();
  }

  private void writeNotWritten() {
    if (notWrittenUnsaid == 0 || !isActive()) {
      return;
    }
    String text = String.format(Locale.ROOT, "[%d reports not written]", notWrittenUnsaid);
    writeLine(text, "profile.reports_not_written", notWrittenUnsaid);
    // Only now: if the log fails, the next flush says it.
    notWrittenUnsaid = 0;
  }

  /** Makes a {@link LogSink}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private final TextReport report;
    private Format format = Format.TEXT;
    private int maxReports = 20;

    private Builder(TextReport report) {
      this.report = Objects.requireNonNull(report, "report");
    }

    /** How events are written; default {@link Format#TEXT}. */
    public Builder format(Format value) {
      format = Objects.requireNonNull(value, "format");
      return this;
    }

    /** How many reports of single requests are written per second, 1 to 10,000; default 20. */
    public Builder maxReports(int perSecond) {
      maxReports = perSecond;
      return this;
    }

    /**
     * Makes the sink.
     *
     * @throws IllegalArgumentException if {@code maxReports} is out of range
     */
    public LogSink build() {
      return new LogSink(report, report::toText, format, maxReports, System::nanoTime);
    }
  }
}
