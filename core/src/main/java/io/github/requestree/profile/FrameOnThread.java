package io.github.requestree.profile;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A key for a frame on one thread; without a thread, on those of the request itself. */
public record FrameOnThread(Frame frame, @Nullable String thread) {

  // Written out for the reason that Frame gives.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FrameOnThread that
        && frame.equals(that.frame)
        && Objects.equals(thread, that.thread);
  }

  @Override
  public int hashCode() {
    return 31 * frame.hashCode() + Objects.hashCode(thread);
  }
}
