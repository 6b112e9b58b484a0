package io.github.requestree.export;

import io.github.requestree.internal.Options;
import io.github.requestree.profile.Profile;
import io.github.requestree.profile.ProfileSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Writes each profile into a file of its own, with a name that begins with the duration, so that
 * the slowest are last. A file appears when it is complete. On file systems with permissions, only
 * its owner may read it.
 *
 * <p>Files are bounded in number and in bytes, those of earlier runs included. A slower profile
 * replaces the fastest files; one that is faster than all of a full directory is not written. Files
 * that others delete make room again within a minute. A deleted directory is made again with the
 * next report. Nothing else in the directory is touched.
 *
 * <p>A profile that fails to be written counts as {@linkplain #notWritten() not written}, and the
 * failure is thrown. Called by one thread at a time, except for {@link #notWritten()}, which any
 * thread may call at any time.
 */
public final class DirectorySink implements ProfileSink, ProfileSink.Lossy {

  private static final String TEMPORARY = ".requestree-";
  private static final long SCAN_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LEFTOVER_MILLIS = TimeUnit.MINUTES.toMillis(10);

  private final Path directory;
  private final ReportFormat format;
  private final KeptFiles files;
  private final LongSupplier nanoTime;
  private long scannedNanos;
  private final AtomicLong notWritten = new AtomicLong();

  DirectorySink(Builder builder, LongSupplier nanoTime) throws IOException {
    directory = builder.directory.toAbsolutePath();
    format = builder.format;
    files = new KeptFiles(builder.maxFiles, builder.maxBytes);
    this.nanoTime = nanoTime;
    scan();
    // Permission is not enough: only an attempt tells.
    Files.delete(Files.createTempFile(directory, TEMPORARY, null));
  }

  /** Returns a builder of a sink that writes this format into this directory, made if need be. */
  public static Builder builder(Path directory, ReportFormat format) {
    return new Builder(directory, format);
  }

  @Override
  public boolean wantsTimeline() {
    return format.showsTimeline();
  }

  @Override
  public void accept(Profile profile) {
    boolean written = false;
    try {
      written = write(profile);
    } catch (IOException e) {
      throw new UncheckedIOException("a report could not be written into " + directory, e);
    } finally {
      if (!written) {
        notWritten.incrementAndGet();
      }
    }
  }

  @Override
  public long notWritten() {
    return notWritten.get();
  }

  private boolean write(Profile profile) throws IOException {
    if (nanoTime.getAsLong() - scannedNanos >= SCAN_EVERY_NANOS || !Files.isDirectory(directory)) {
      scan();
    }
    try {
      return writeIntoIt(profile);
    } catch (NoSuchFileException e) {
      // Deleted meanwhile, with its files.
      scan();
      return writeIntoIt(profile);
    }
  }

  private boolean writeIntoIt(Profile profile) throws IOException {
    String name = FileName.of(profile, format.fileSuffix());
    if (files.victimsFor(name, 0) == null) {
      return false;
    }
    Path temporary = Files.createTempFile(directory, TEMPORARY, null);
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
        format.write(profile, out);
      }
      return keep(temporary, name);
    } finally {
      deleteQuietly(temporary);
    }
  }

  private boolean keep(Path temporary, String name) throws IOException {
    long size = Files.size(temporary);
    List<String> victims = files.victimsFor(name, size);
    if (victims == null) {
      return false;
    }
    for (String victim : victims) {
      delete(victim);
    }
    Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    files.add(name, size);
    return true;
  }

  private void delete(String name) throws IOException {
    Files.deleteIfExists(directory.resolve(name));
    files.remove(name);
  }

  /**
   * Deletes a file without an exception, which would hide the first one. The next scan deletes a
   * file that is left.
   */
  private static void deleteQuietly(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // See above.
    }
  }

  private void scan() throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    files.clear();
    long now = System.currentTimeMillis();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        take(entry, now);
      }
    }
    for (String name = files.surplus(); name != null; name = files.surplus()) {
      delete(name);
    }
    scannedNanos = nanoTime.getAsLong();
  }

  private void take(Path entry, long nowMillis) throws IOException {
    String name = entry.getFileName().toString();
    boolean leftover = name.startsWith(TEMPORARY);
    if (!leftover && !FileName.isReport(name)) {
      return;
    }
    BasicFileAttributes file;
    try {
      file = Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      // Somebody else was quicker.
      return;
    }
    if (leftover && nowMillis - file.lastModifiedTime().toMillis() > LEFTOVER_MILLIS) {
      // Of a process that was killed; a younger one may be in the making, if two share this place.
      deleteQuietly(entry);
    } else if (!leftover && file.isRegularFile()) {
      files.add(name, file.size());
    }
  }

  /** Makes a {@link DirectorySink}. <em>Not</em> thread-safe. */
  public static final class Builder {
    private final Path directory;
    private final ReportFormat format;
    private int maxFiles = Options.DIRECTORY_FILES.byDefault();
    private long maxBytes = Options.DIRECTORY_BYTES.byDefault();

    private Builder(Path directory, ReportFormat format) {
      this.directory = Objects.requireNonNull(directory, "directory");
      this.format = Objects.requireNonNull(format, "format");
    }

    /** Sets the largest number of files, 1 to 10,000; default 200. */
    public Builder maxFiles(int value) {
      maxFiles = value;
      return this;
    }

    /** Sets the largest number of bytes of all files together; default 50 million. */
    public Builder maxBytes(long value) {
      maxBytes = value;
      return this;
    }

    /**
     * Makes the sink, and the directory if there is none.
     *
     * @throws IllegalArgumentException if a number is out of range, or the directory cannot be made
     *     or written into
     */
    public DirectorySink build() {
      if (!Options.DIRECTORY_FILES.accepts().test(maxFiles) || maxBytes < 1) {
        throw new IllegalArgumentException(
            "maxFiles is "
                + maxFiles
                + " and maxBytes is "
                + maxBytes
                + ", but they must be 1 to 10,000 and at least 1");
      }
      try {
        return new DirectorySink(this, System::nanoTime);
      } catch (IOException | UnsupportedOperationException e) {
        // The latter from file systems that can only be read.
        throw new IllegalArgumentException(
            "directory is '"
                + directory
                + "', but must be a directory that can be made and written into: "
                + e,
            e);
      }
    }
  }
}
