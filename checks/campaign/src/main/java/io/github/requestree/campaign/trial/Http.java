package io.github.requestree.campaign.trial;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.stream.Collectors;

/** HTTP as bytes. Stateless. */
public final class Http {

  private static final int PATIENCE_MILLIS = 300_000;
  private static final String BODY = "some text\n";

  private Http() {}

  /**
   * Returns the whole response, byte by byte, but for its date.
   *
   * @param request method and path
   * @throws IOException if none comes within five minutes
   */
  public static String exchange(int port, String request) throws IOException {
    String body = request.startsWith("POST") ? BODY : "";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String sent =
          request
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      socket.getOutputStream().write(sent.getBytes(ISO_8859_1));
      return withoutDate(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
    }
  }

  private static String withoutDate(String response) {
    int end = response.indexOf("\r\n\r\n");
    if (end < 0) {
      return response;
    }
    String head =
        response
            .substring(0, end)
            .lines()
            .filter(line -> !line.startsWith("Date: "))
            .collect(Collectors.joining("\r\n"));
    return head + response.substring(end);
  }
}
