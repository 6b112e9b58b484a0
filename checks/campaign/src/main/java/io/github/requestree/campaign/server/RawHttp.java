package io.github.requestree.campaign.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/** HTTP/1.1 as bytes, each request on a connection of its own, which nobody keeps alive. */
public final class RawHttp {

  private static final int PATIENCE_MILLIS = 60_000;

  private RawHttp() {}

  /**
   * A response. Immutable.
   *
   * @param status its status; 0 if the connection was closed instead
   * @param body its body, without chunks
   */
  public record Answer(int status, String body) {}

  /** Gets a path. */
  public static Answer get(int port, String path) throws IOException {
    try (Socket socket = open(port, "GET " + path, "")) {
      return answer(socket);
    }
  }

  /**
   * Opens a connection and sends the head of a request.
   *
   * @param start method and target
   * @param headers more headers, each with its end of line
   */
  public static Socket open(int port, String start, String headers) throws IOException {
    Socket socket = connect(port);
    send(
        socket, start + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "Connection: close\r\n\r\n");
    return socket;
  }

  /** Opens a connection. */
  public static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Sends some text. */
  public static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  /** Has the peer see a reset instead of an end. */
  public static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Reads the response until the connection ends. */
  public static Answer answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    String text = new String(in.readAllBytes(), ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, "");
    }
    String head = text.substring(0, end);
    String body = text.substring(end + 4);
    boolean chunked = head.toLowerCase(Locale.ROOT).contains("transfer-encoding: chunked");
    return new Answer(Integer.parseInt(head.split(" ", 3)[1]), chunked ? joined(body) : body);
  }

  private static String joined(String chunks) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    for (int end = chunks.indexOf("\r\n", at); end >= 0; end = chunks.indexOf("\r\n", at)) {
      int length = Integer.parseInt(chunks.substring(at, end), 16);
      int from = end + 2;
      int to = Math.min(from + length, chunks.length());
      body.append(chunks, from, to);
      at = Math.min(to + 2, chunks.length());
    }
    return body.toString();
  }
}
