package io.github.requestree.benchmarks.overhead.load;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Reads HTTP/1.1 responses as they come in, piece by piece. It knows as much of HTTP as this
 * server's answers need: they all have a {@code Content-Length}. <em>Not</em> thread-safe.
 */
final class ResponseParser {

  private static final int MAX_HEAD = 8_192;
  private static final String LENGTH = "content-length:";

  private final byte[] head = new byte[MAX_HEAD];
  private int headLength;
  private boolean inBody;
  private long missing;
  private int status;

  /**
   * Takes in what has arrived, and returns whether the response is complete. The next byte then
   * begins the next response.
   *
   * @throws ProtocolException if this is no such response, or more than one
   */
  boolean feed(ByteBuffer bytes) throws ProtocolException {
    while (!inBody && bytes.hasRemaining()) {
      if (headLength == MAX_HEAD) {
        throw new ProtocolException("a head of more than " + MAX_HEAD + " bytes");
      }
      head[headLength++] = bytes.get();
      if (headEnds()) {
        readHead();
      }
    }
    if (!inBody) {
      return false;
    }
    int taken = (int) Math.min(missing, bytes.remaining());
    bytes.position(bytes.position() + taken);
    missing -= taken;
    if (missing > 0) {
      return false;
    }
    if (bytes.hasRemaining()) {
      throw new ProtocolException("more than was asked for");
    }
    inBody = false;
    headLength = 0;
    return true;
  }

  private boolean headEnds() {
    int n = headLength;
    return n >= 4
        && head[n - 1] == '\n'
        && head[n - 2] == '\r'
        && head[n - 3] == '\n'
        && head[n - 4] == '\r';
  }

  private void readHead() throws ProtocolException {
    String text = new String(head, 0, headLength, StandardCharsets.ISO_8859_1);
    if (!text.startsWith("HTTP/1.1 ") || text.length() < 12) {
      throw new ProtocolException("no response: " + text.lines().findFirst().orElse(""));
    }
    try {
      status = Integer.parseInt(text.substring(9, 12));
      missing = Long.parseLong(lengthIn(text));
    } catch (NumberFormatException e) {
      throw new ProtocolException("no number: " + e.getMessage());
    }
    inBody = true;
  }

  private static String lengthIn(String head) throws ProtocolException {
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(LENGTH))
        .map(line -> line.substring(LENGTH.length()).strip())
        .findFirst()
        .orElseThrow(() -> new ProtocolException("no Content-Length"));
  }

  /** The status of the latest response whose head has come. */
  int status() {
    return status;
  }
}
