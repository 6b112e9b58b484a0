package io.github.requestree.campaign.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server for pushes that behaves badly. Thread-safe. */
final class BadServer implements AutoCloseable {

  private static final int LARGE = 1 << 20;

  /** The ways to behave. */
  enum Behaviour {
    REFUSES("refuses connections", false),
    HANGS("never answers", false),
    SLOW("takes a while", true),
    GARBAGE("answers with nonsense", false),
    RESETS("resets connections", false),
    FAILS("answers 500 with a megabyte", false);

    final String title;

    /** Whether it takes pushes all the same. */
    final boolean takesAll;

    Behaviour(String title, boolean takesAll) {
      this.title = title;
      this.takesAll = takesAll;
    }
  }

  private final Behaviour behaviour;
  private final ServerSocket socket;
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private BadServer(Behaviour behaviour, ServerSocket socket) {
    this.behaviour = behaviour;
    this.socket = socket;
  }

  static BadServer start(Behaviour behaviour) throws IOException {
    BadServer server =
        new BadServer(behaviour, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    if (behaviour == Behaviour.REFUSES) {
      server.socket.close();
    } else {
      background(server::accept);
    }
    return server;
  }

  private static void background(Runnable task) {
    Thread thread = new Thread(task, "bad-server");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  private void accept() {
    for (Socket next = next(); next != null; next = next()) {
      connections.incrementAndGet();
      Socket accepted = next;
      background(() -> serve(accepted));
    }
  }

  private @Nullable Socket next() {
    try {
      return socket.accept();
    } catch (IOException e) {
      return null;
    }
  }

  private void serve(Socket accepted) {
    try (accepted) {
      byte[] buffer = new byte[LARGE];
      if (accepted.getInputStream().read(buffer) < 0) {
        return;
      }
      switch (behaviour) {
        case HANGS -> closed.await();
        case SLOW -> {
          closed.await(500, TimeUnit.MILLISECONDS);
          write(accepted, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
        case GARBAGE -> write(accepted, "\0\1\2 no HTTP \u00ff\r\n\r\n\r\n");
        case RESETS -> accepted.setSoLinger(true, 0);
        default ->
            write(
                accepted,
                "HTTP/1.1 500 No\r\nConnection: close\r\nContent-Length: "
                    + LARGE
                    + "\r\n\r\n"
                    + "x".repeat(LARGE));
      }
    } catch (IOException e) {
      // The client has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(Socket accepted, String text) throws IOException {
    accepted.getOutputStream().write(text.getBytes(ISO_8859_1));
    accepted.getOutputStream().flush();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}
