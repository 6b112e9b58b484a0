package io.github.requestree.campaign.races;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.requestree.campaign.server.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;

/**
 * A client of HTTP/2 that knows beforehand that the server speaks it. It leaves by resetting its
 * stream, or the connection.
 */
final class Http2Client implements Client {

  private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int CANCEL = 8;
  private static final int STREAM = 1;
  private static final int HEAD_BYTES = 9;

  private final Socket socket;
  private final DataInputStream in;
  private final boolean resetsStream;
  private boolean begun;

  /**
   * @param resetsStream whether it resets its stream, and ends the connection after that
   */
  Http2Client(int port, boolean resetsStream) throws IOException {
    socket = RawHttp.connect(port);
    in = new DataInputStream(socket.getInputStream());
    this.resetsStream = resetsStream;
    RawHttp.send(socket, PREFACE);
    frame(SETTINGS, 0, 0, new byte[0]);
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + payload.length);
    frame.put((byte) (payload.length >> 16)).putShort((short) payload.length);
    frame.put((byte) type).put((byte) flags).putInt(stream).put(payload);
    socket.getOutputStream().write(frame.array());
  }

  /** Returns the fields as literals that nobody is to remember. */
  private static byte[] fields(String... namesAndValues) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i++) {
      if (i % 2 == 0) {
        block.write(0);
      }
      byte[] text = namesAndValues[i].getBytes(ISO_8859_1);
      block.write(text.length);
      block.writeBytes(text);
    }
    return block.toByteArray();
  }

  private void head(String method, String path, int flags) throws IOException {
    begun = true;
    byte[] block =
        fields(":method", method, ":scheme", "http", ":authority", "localhost", ":path", path);
    frame(HEADERS, flags, STREAM, block);
  }

  @Override
  public void sendHalfHead(String path) throws IOException {
    head("GET", path, END_STREAM);
  }

  @Override
  public void get(String path) throws IOException {
    head("GET", path, END_STREAM | END_HEADERS);
  }

  @Override
  public void beginPost(String path) throws IOException {
    head("POST", path, END_HEADERS);
    frame(DATA, 0, STREAM, "begun".getBytes(ISO_8859_1));
  }

  @Override
  public void awaitAnswer() throws IOException {
    while (true) {
      int typed = in.readInt();
      in.readByte();
      in.readInt();
      in.skipNBytes(typed >>> 8);
      if ((typed & 0xff) == DATA) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (resetsStream && begun) {
      frame(RST_STREAM, 0, STREAM, new byte[] {0, 0, 0, CANCEL});
      socket.close();
    } else {
      RawHttp.reset(socket);
    }
  }
}
