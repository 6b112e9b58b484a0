package io.github.requestree.campaign.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A small file system in memory, where this user may mount one. For one thread. */
record Mount(Path directory) implements AutoCloseable {

  /** The size of the file system; a report of a trial has some kilobytes. */
  static final int BYTES = 1 << 20;

  /** Mounts one; null if that is not allowed here. */
  static @Nullable Mount create() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("campaign-disk");
    boolean mounted =
        succeeds("mount", "-t", "tmpfs", "-o", "size=" + BYTES, "tmpfs", directory.toString());
    if (!mounted) {
      Files.delete(directory);
      return null;
    }
    return new Mount(directory);
  }

  /** Has nobody write into it any more; returns whether that worked. */
  boolean isReadOnlyNow() throws IOException {
    try {
      return succeeds("mount", "-o", "remount,ro", directory.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such command here.
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (succeeds("umount", directory.toString())) {
        Files.delete(directory);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
