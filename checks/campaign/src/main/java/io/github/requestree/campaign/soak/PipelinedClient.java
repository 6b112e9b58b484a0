package io.github.requestree.campaign.soak;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.requestree.campaign.server.RawHttp;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/**
 * One connection that sends many requests before it reads their answers, since a client that waits
 * for each would need the time of the servers. For one thread.
 */
final class PipelinedClient implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final int MAX_LINE = 1_024;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final StringBuilder requests = new StringBuilder();
  private final char[] line = new char[MAX_LINE];

  PipelinedClient(int port) throws IOException {
    socket = RawHttp.connect(port);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER);
  }

  /**
   * Asks for these requests, by their numbers.
   *
   * @return the number of answers that are wrong
   */
  int exchange(long first, int count) throws IOException {
    requests.setLength(0);
    long arrived = System.currentTimeMillis();
    for (int i = 0; i < count; i++) {
      requests
          .append("GET ")
          .append(SoakRequests.path(first + i))
          .append(" HTTP/1.1\r\nHost: localhost\r\nX-Request-Start: t=")
          .append(arrived)
          .append("\r\n\r\n");
    }
    RawHttp.send(socket, requests.toString());
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      wrong += isRight(SoakRequests.path(first + i)) ? 0 : 1;
    }
    return wrong;
  }

  private boolean isRight(String path) throws IOException {
    String status = line();
    int length = 0;
    for (String header = line(); !header.isEmpty(); header = line()) {
      if (header.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      }
    }
    String body = new String(in.readNBytes(length), ISO_8859_1);
    return body.equals(path) && status.startsWith("HTTP/1.1 " + SoakRequests.status(path));
  }

  private String line() throws IOException {
    int length = 0;
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || length == MAX_LINE) {
        throw new EOFException("no answer in HTTP");
      }
      line[length++] = (char) c;
    }
    return new String(line, 0, Math.max(0, length - 1));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
