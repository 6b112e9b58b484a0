package io.github.requestree.export;

import io.github.requestree.profile.Profile;
import io.github.requestree.profile.TreeWalk;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes collapsed stacks, one a line: the frames from the root on with {@code ;} between them, a
 * space, and the own time of the innermost one in nanoseconds. They add up to the profile's time,
 * exactly. Immutable and thread-safe.
 *
 * <p>The format knows no threads: lanes are left out, since their time is no part of the request's.
 * No line is longer than 60,000 bytes, because some readers take no more than 64 KiB; calls beyond
 * that are {@code [deeper]}.
 */
public final class CollapsedReport extends NamedFormat {

  private CollapsedReport() {
    super("collapsed", "text/plain;charset=utf-8", ".collapsed.txt", false);
  }

  /** Returns a report; it has no options. */
  public static CollapsedReport create() {
    return new CollapsedReport();
  }

  @Override
  public void write(Profile profile, OutputStream out) throws IOException {
    TreeWalk.walk(profile.root(), new CollapsedPath(out));
  }
}
