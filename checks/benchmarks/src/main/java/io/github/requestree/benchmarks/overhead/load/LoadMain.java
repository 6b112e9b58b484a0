package io.github.requestree.benchmarks.overhead.load;

import io.github.requestree.benchmarks.overhead.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The load process: {@code start <port> <path> <clients> <spread ms> <requests/s>} begins, {@code
 * open} and {@code close} bound what is counted, {@code stop} ends.
 */
public final class LoadMain {

  /** The mean period of the client of the innocent route: 50 requests a second. */
  private static final long FAST_NANOS = 20_000_000;

  private static final long DRAIN_NANOS = 20_000_000_000L;
  private static final long POLL_MILLIS = 5;

  private final SplittableRandom random = new SplittableRandom();
  private final LoadLoop loop;

  private LoadMain(LoadLoop loop) {
    this.loop = loop;
  }

  public static void main(String[] words) throws IOException {
    LoadLoop loop = new LoadLoop();
    Thread thread = new Thread(loop, "load");
    thread.setDaemon(true);
    thread.start();
    Wire.serve(Wire.OK, new LoadMain(loop)::answer);
    System.exit(0);
  }

  private String answer(List<String> words) throws Exception {
    return switch (words.get(0)) {
      case "start" -> {
        start(
            Integer.parseInt(words.get(1)),
            words.get(2),
            Integer.parseInt(words.get(3)),
            Integer.parseInt(words.get(4)),
            Integer.parseInt(words.get(5)));
        yield Wire.OK;
      }
      case "open" -> {
        loop.call(
            () -> {
              loop.startTally();
              return true;
            });
        yield Wire.OK;
      }
      case "close" -> Wire.line(loop.call(() -> loop.tally().figures(loop.stalled())));
      case "stop" -> {
        stop();
        yield Wire.OK;
      }
      default -> throw new IllegalArgumentException("what is " + words + "?");
    };
  }

  /**
   * Begins.
   *
   * @param rate requests per second of all clients together; 0 for as many as they get answered
   */
  private void start(int port, String path, int count, int spreadMillis, int rate)
      throws Exception {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long now = System.nanoTime();
    List<Client> clients = new ArrayList<>();
    clients.add(Client.besideLoad(server, "/fast", FAST_NANOS, now));
    long periodNanos = rate == 0 ? 0 : 1_000_000_000L * count / rate;
    for (int i = 0; i < count; i++) {
      long first = now + (long) (spreadMillis * 1e6 * random.nextDouble());
      clients.add(Client.ofLoad(server, path, periodNanos, first));
    }
    loop.call(
        () -> {
          loop.add(clients);
          return true;
        });
  }

  private void stop() throws Exception {
    loop.call(
        () -> {
          loop.stopAsking();
          return true;
        });
    long deadline = System.nanoTime() + DRAIN_NANOS;
    while (loop.call(loop::waiting) > 0 && System.nanoTime() < deadline) {
      Thread.sleep(POLL_MILLIS);
    }
    loop.call(
        () -> {
          loop.disconnect();
          return true;
        });
  }
}
