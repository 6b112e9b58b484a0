package io.github.requestree.tools.reading;

import io.github.requestree.profile.SafeText;
import java.io.IOException;

/** Says in one line, which is safe to print, why a file is no profile that can be read. */
@SuppressWarnings("serial") // nobody serializes one
public final class UnreadableProfileException extends IOException {
  private static final int MAX_MESSAGE = 300;

  /**
   * @param source the name of the file
   * @param reason a half sentence, such as {@code ends in the middle}
   */
  UnreadableProfileException(String source, String reason) {
    super(SafeText.printable(source + " " + reason, MAX_MESSAGE));
  }
}
