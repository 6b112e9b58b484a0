package io.github.requestree.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;

/** HTTP as bytes, for what a decent client would not send. */
final class RawHttp {

  private RawHttp() {}

  /** The whole response to this request line. */
  static String exchange(int port, String requestLine) throws IOException {
    try (Socket socket = open(port, requestLine)) {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** Reads the beginning of the response, then resets the connection. */
  static void abort(int port, String requestLine) throws IOException {
    try (Socket socket = open(port, requestLine)) {
      InputStream response = socket.getInputStream();
      if (response.read() < 0) {
        throw new IOException("no response");
      }
      socket.setSoLinger(true, 0);
    }
  }

  private static Socket open(int port, String requestLine) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    String request = requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }
}
