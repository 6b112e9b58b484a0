package io.github.requestree.text;

import io.github.requestree.internal.Options;
import io.github.requestree.internal.Rate;
import io.github.requestree.internal.WarningLimit;
import io.github.requestree.profile.BlockedThread;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each profile as one event to the log: logger {@code requestree.profiles}, level INFO, the
 * finished report as the message, its figures as key-values where the log has a place for them.
 * Active while that level is enabled.
 *
 * <p>With {@link Format#JSON} the message is one line of JSON instead, with the figures and the
 * text as its fields, and there are no key-values.
 *
 * <p>A blocked event loop is a warning on logger {@code requestree.blocked}, at most one a minute
 * for each call that does it.
 *
 * <p>Profiles of single requests are written as they come, at most so many in any second; the rest
 * are counted in one line, {@code [n reports not written: …]}. Of the routes of one window the
 * first 50 are written, which are the heaviest, and one line sums up the rest. A report that fails
 * to be made or written counts as not written, and the failure is thrown.
 *
 * <p>Like every sink it is called by one thread at a time; only {@link #isActive()} and {@link
 * #notWritten()} may be called by any thread at any time.
 */
public final class LogSink
    implements ProfileSink,
        ProfileSink.BlockedThreadListener,
        ProfileSink.SummaryListener,
        ProfileSink.Buffer,
        ProfileSink.Lossy {

  /** The logger's name. It is no class, so that it can have an appender of its own. */
  public static final String LOGGER_NAME = "requestree.profiles";

  /** The logger of warnings that a thread is blocked which must not be. */
  public static final String BLOCKED_LOGGER_NAME = "requestree.blocked";

  /** The forms in which an event is written. */
  public enum Format {
    /** The text report, over several lines. */
    TEXT,
    /** One line of JSON of at most 16,000 bytes, for collectors that read line by line. */
    JSON
  }

  private final LogWriter logger = new LogWriter(LoggerFactory.getLogger(LOGGER_NAME));
  private final Logger blockedLogger = LoggerFactory.getLogger(BLOCKED_LOGGER_NAME);
  private final WarningLimit callSites = new WarningLimit(60_000_000_000L);
  private final TextReport report;
  private final BiFunction<Profile, String, String> toText;
  private final Format format;
  private final Rate limit;
  private final String notWrittenHint;
  private final LongSupplier nanoTime;

  /**
   * The reports not written so far, and those still to be counted in a line. Written by one thread
   * at a time.
   */
  private final AtomicLong notWritten = new AtomicLong();

  private static final int MAX_ROUTES = 50;

  /** The routes written since the last flush, with which a window ends. */
  private int routesWritten;

  private LighterRoutes lighterRoutes = LighterRoutes.NONE;

  private long beyondLimitUnsaid;

  private long failedUnsaid;

  LogSink(
      TextReport report,
      BiFunction<Profile, String, String> toText,
      Builder builder,
      LongSupplier nanoTime) {
    this.report = report;
    this.toText = toText;
    this.format = builder.format;
    this.notWrittenHint = builder.notWrittenHint;
    this.nanoTime = nanoTime;
    limit = new Rate(builder.maxReports, nanoTime);
  }

  /** Returns a sink that writes text reports with the default options. */
  public static LogSink create() {
    return builder(TextReport.create()).build();
  }

  /** Returns a builder of a sink that writes this kind of text. */
  public static Builder builder(TextReport report) {
    return new Builder(report);
  }

  @Override
  public void accept(Profile profile) {
    if (!isActive()) {
      return;
    }
    Profile.Totals totals = profile.totals();
    if (totals != null && routesWritten >= MAX_ROUTES) {
      lighterRoutes = lighterRoutes.with(totals.count(), profile.durationNanos());
      return;
    }
    routesWritten += totals == null ? 0 : 1;
    if (totals == null && !limit.take()) {
      notWritten.incrementAndGet();
      beyondLimitUnsaid++;
      return;
    }
    try {
      write(profile);
    } catch (Throwable e) {
      notWritten.incrementAndGet();
      failedUnsaid++;
      throw e;
    }
  }

  private void write(Profile profile) {
    // Found once: it takes as long as a good part of the text.
    String finding = report.finding(profile);
    String text = toText.apply(profile, finding);
    if (format == Format.JSON) {
      logger.info(JsonLine.of(profile, report, finding, text), Map.of());
    } else {
      logger.info(text, LogFields.of(profile, finding));
    }
  }

  @Override
  public void blocked(BlockedThread blocked) {
    long times = callSites.due(report.callOf(blocked), nanoTime.getAsLong());
    long keptBack = times - 1;
    if (times > 0 && format == Format.JSON) {
      blockedLogger.warn(JsonLine.of(blocked, report, keptBack));
    } else if (times > 0) {
      blockedLogger.warn(
          "{}{}",
          report.toText(blocked),
          keptBack == 0 ? "" : String.format(Locale.ROOT, " (%,d times more before)", keptBack));
    }
  }

  @Override
  public void summary(List<Profile> routes) {
    writeLine(report.toSummary(routes), "profile.routes", routes.size());
  }

  @Override
  public boolean isActive() {
    return logger.isActive();
  }

  @Override
  public boolean flush() {
    writeLighterRoutes();
    writeNotWritten();
    return false;
  }

  @Override
  public void close() {
    flush();
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
      logger.info(JsonLine.ofFigure(text, key, figure), Map.of());
    } else {
      logger.info(text, Map.of(key, figure));
    }
  }

  @Override
  public long notWritten() {
    return notWritten.get();
  }

  private void writeNotWritten() {
    long unsaid = beyondLimitUnsaid + failedUnsaid;
    if (unsaid == 0 || !isActive()) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    if (beyondLimitUnsaid > 0) {
      reasons.add(String.format(Locale.ROOT, "%d beyond maxReports", beyondLimitUnsaid));
    }
    if (failedUnsaid > 0) {
      reasons.add(String.format(Locale.ROOT, "%d failed", failedUnsaid));
    }
    String text =
        String.format(
            Locale.ROOT,
            "[%d reports not written: %s%s]",
            unsaid,
            String.join(", ", reasons),
            notWrittenHint.isEmpty() ? "" : "; " + notWrittenHint);
    writeLine(text, "profile.reports_not_written", unsaid);
    // Only now: if the log fails, the next flush says it.
    beyondLimitUnsaid = 0;
    failedUnsaid = 0;
  }

  /** Makes a {@link LogSink}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private final TextReport report;
    private Format format = Format.TEXT;
    private int maxReports = Options.MAX_REPORTS.byDefault();
    private String notWrittenHint = "";

    private Builder(TextReport report) {
      this.report = Objects.requireNonNull(report, "report");
    }

    /** Sets the form of events; default {@link Format#TEXT}. */
    public Builder format(Format value) {
      format = Objects.requireNonNull(value, "format");
      return this;
    }

    /**
     * Sets the number of reports of single requests that are written per second, 1 to 10,000;
     * default 20.
     *
     * @throws IllegalArgumentException if it is out of range
     */
    public Builder maxReports(int perSecond) {
      maxReports = Options.MAX_REPORTS.checkedInCode(perSecond);
      return this;
    }

    /**
     * Sets the place of the reports that were not written, for the line that counts them; default
     * empty.
     */
    public Builder notWrittenHint(String where) {
      notWrittenHint = Objects.requireNonNull(where, "where");
      return this;
    }

    /**
     * Makes the sink. Its text is in ASCII if the log's charset has no symbols for trees, and
     * without colours as JSON.
     */
    public LogSink build() {
      Charset charset = LogCharset.of(LoggerFactory.getILoggerFactory(), System::getProperty);
      TextReport writable = report.writableIn(charset);
      if (format == Format.JSON) {
        writable = writable.toBuilder().colour(TextReport.Colour.NEVER).build();
      }
      return new LogSink(writable, writable::toText, this, System::nanoTime);
    }
  }
}
