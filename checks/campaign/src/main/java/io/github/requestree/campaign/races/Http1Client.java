package io.github.requestree.campaign.races;

import io.github.requestree.campaign.server.RawHttp;
import java.io.IOException;
import java.net.Socket;

/** A client of HTTP/1.1, which leaves by resetting its connection. */
final class Http1Client implements Client {

  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";

  private final Socket socket;

  Http1Client(int port) throws IOException {
    socket = RawHttp.connect(port);
  }

  @Override
  public void sendHalfHead(String path) throws IOException {
    RawHttp.send(socket, "GET " + path + " HTTP/1.1\r\nHost: lo");
  }

  @Override
  public void get(String path) throws IOException {
    RawHttp.send(socket, "GET " + path + HOST + "\r\n");
  }

  @Override
  public void beginPost(String path) throws IOException {
    RawHttp.send(socket, "POST " + path + HOST + "Content-Length: 1000\r\n\r\nbegun");
  }

  @Override
  public void awaitAnswer() throws IOException {
    if (socket.getInputStream().read() < 0) {
      throw new IOException("no answer");
    }
  }

  @Override
  public void close() throws IOException {
    RawHttp.reset(socket);
  }
}
