package io.github.requestree.benchmarks.overhead.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One client with one connection, which asks for one path again and again: either at once when it
 * has got its answer, or at intervals of its own. <em>Not</em> thread-safe.
 */
final class Client {

  private final InetSocketAddress address;
  private final ByteBuffer request;
  private final long meanPeriodNanos;
  private final boolean innocent;
  private ResponseParser parser = new ResponseParser();
  private @Nullable SocketChannel channel;

  /** The time at which it asks next, or at which it was to ask for the answer that it waits for. */
  long dueNanos;

  private boolean waiting;

  private Client(
      InetSocketAddress address,
      String path,
      long meanPeriodNanos,
      long firstNanos,
      boolean innocent) {
    this.address = address;
    this.meanPeriodNanos = meanPeriodNanos;
    this.innocent = innocent;
    dueNanos = firstNanos;
    request =
        ByteBuffer.wrap(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  /** A part of the load, which asks every so often; 0 for as soon as it has its answer. */
  static Client ofLoad(
      InetSocketAddress address, String path, long meanPeriodNanos, long firstNanos) {
    return new Client(address, path, meanPeriodNanos, firstNanos, false);
  }

  /** One that asks for the innocent route beside the load. */
  static Client besideLoad(
      InetSocketAddress address, String path, long meanPeriodNanos, long firstNanos) {
    return new Client(address, path, meanPeriodNanos, firstNanos, true);
  }

  /** Returns whether it is no part of the load. */
  boolean isInnocent() {
    return innocent;
  }

  private boolean isPaced() {
    return meanPeriodNanos > 0;
  }

  boolean isWaiting() {
    return waiting;
  }

  void connect(Selector selector) throws IOException {
    SocketChannel opened = SocketChannel.open();
    channel = opened;
    opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
    opened.connect(address);
    opened.configureBlocking(false);
    opened.register(selector, SelectionKey.OP_READ, this);
  }

  void ask(Selector selector) throws IOException {
    if (channel == null) {
      connect(selector);
    }
    waiting = true;
    request.rewind();
    SocketChannel open = channel;
    if (open == null || open.write(request) < request.limit()) {
      throw new IOException("a request does not fit into the socket's buffer");
    }
  }

  /** Reads what is there; returns whether the answer is complete. */
  boolean read(ByteBuffer buffer) throws IOException {
    SocketChannel open = channel;
    while (open != null) {
      buffer.clear();
      int count = open.read(buffer);
      if (count < 0) {
        throw new IOException("the server has closed the connection");
      }
      if (count == 0) {
        return false;
      }
      if (!waiting) {
        throw new IOException("an answer that was not asked for");
      }
      if (parser.feed(buffer.flip())) {
        waiting = false;
        return true;
      }
    }
    return false;
  }

  boolean isOk() {
    return parser.status() == 200;
  }

  /**
   * Says when to ask again.
   *
   * @param random from 0 to 1
   */
  void answered(long now, double random) {
    // A paced client that is late counts from when it should have asked.
    dueNanos = isPaced() ? dueNanos + (long) (meanPeriodNanos * (0.5 + random)) : now;
  }

  /** Gives up the connection, if there is one; asking opens a new one. */
  void disconnect() {
    waiting = false;
    parser = new ResponseParser();
    SocketChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        // It was to be given up anyway, and what broke it has been counted.
        return;
      }
    }
  }
}
