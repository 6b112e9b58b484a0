package io.github.requestree.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/** HTTP as bytes, for what a decent client would not send. */
final class RawHttp {

  /** The header of a request that is meant for this machine. */
  static final String LOCALHOST = "Host: localhost\r\n";

  private RawHttp() {}

  /** The whole response to this request line and these headers, each with its end of line. */
  static String exchangeWith(int port, String requestLine, String headers) throws IOException {
    try (Socket socket = open(port, requestLine, headers)) {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  /** The whole response to this request line. */
  static String exchange(int port, String requestLine) throws IOException {
    return exchangeWith(port, requestLine, LOCALHOST);
  }

  /** Reads the beginning of the response, then resets the connection. */
  static void abort(int port, String requestLine) throws IOException {
    try (Socket socket = open(port, requestLine, LOCALHOST)) {
      InputStream response = socket.getInputStream();
      if (response.read() < 0) {
        throw new IOException("no response");
      }
      socket.setSoLinger(true, 0);
    }
  }

  /** Sends the beginning of a body and, once it is being read, resets the connection. */
  static void abortBody(
      int port, String requestLine, String headers, String body, CountDownLatch reading)
      throws IOException, InterruptedException {
    try (Socket socket = open(port, requestLine, LOCALHOST + headers)) {
      socket.getOutputStream().write(body.getBytes(ISO_8859_1));
      reading.await();
      socket.setSoLinger(true, 0);
    }
  }

  private static Socket open(int port, String requestLine, String headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    String request = requestLine + "\r\n" + headers + "Connection: close\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    return socket;
  }
}
