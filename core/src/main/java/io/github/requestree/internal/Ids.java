package io.github.requestree.internal;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes ids of profiles: 32 hexadecimal digits that nobody can guess. Thread-safe. */
public final class Ids {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private Ids() {}

  public static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
