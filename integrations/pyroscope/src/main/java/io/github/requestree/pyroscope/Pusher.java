package io.github.requestree.pyroscope;

import io.github.requestree.profile.SafeText;
import io.github.requestree.pyroscope.PushQueue.Push;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pushes one after the other. What a server has refused, or may have taken although no answer came,
 * is not pushed again: it would count twice. What never arrived is, later and later. <em>Not</em>
 * thread-safe: for the one thread that pushes.
 */
final class Pusher {

  private static final Logger logger = LoggerFactory.getLogger("requestree");

  static final long MIN_PAUSE_MILLIS = 1_000;
  static final long MAX_PAUSE_MILLIS = 30_000;

  private static final int OK = 200;
  private static final int NOT_OK = 300;

  /** A server is too busy, or something in front of it does not reach it. */
  private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

  private static final int MAX_TEXT = 300;

  /** An answer; the beginning of its text is enough. */
  record Answer(int status, String text) {}

  /** Sends one push. */
  @FunctionalInterface
  interface Sender {
    Answer send(byte[] body) throws IOException, InterruptedException;
  }

  private final PushQueue queue;
  private final Sender sender;
  private final ServerAddress server;
  private final InstantSource clock;
  private final RandomGenerator random;

  private @Nullable Push again;
  private int failures;
  private boolean inTrouble;

  Pusher(
      PushQueue queue,
      Sender sender,
      ServerAddress server,
      InstantSource clock,
      RandomGenerator random) {
    this.queue = queue;
    this.sender = sender;
    this.server = server;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Pushes the oldest that waits, if there is one.
   *
   * @return the pause before the next one, in milliseconds; -1 if nothing waits
   */
  long pushNext() throws InterruptedException {
    Push push = again;
    again = null;
    if (push != null && !PushQueue.isFresh(push, clock.instant())) {
      queue.countLost();
      push = null;
    }
    if (push == null) {
      push = queue.poll(clock.instant());
    }
    return push == null ? -1 : push(push);
  }

  private long push(Push push) throws InterruptedException {
    Answer answer;
    try {
      answer = sender.send(push.body());
    } catch (IOException e) {
      boolean arrived = mayHaveArrived(e);
      return failed(push, !arrived, e.getClass().getSimpleName() + ": " + e.getMessage());
    } catch (InterruptedException e) {
      queue.countLost();
      throw e;
    } catch (RuntimeException | Error e) {
      return failed(push, false, String.valueOf(e));
    }
    if (answer.status() >= OK && answer.status() < NOT_OK) {
      succeeded();
      return 0;
    }
    String said = "status " + answer.status() + " " + answer.text();
    if (LATER.contains(answer.status())) {
      return failed(push, true, said);
    }
    queue.countLost();
    tell(said);
    return 0;
  }

  private static boolean mayHaveArrived(IOException e) {
    return !(e instanceof ConnectException
        || e instanceof HttpConnectTimeoutException
        || e instanceof NoRouteToHostException
        || e instanceof UnknownHostException
        || e instanceof SSLException);
  }

  private long failed(Push push, boolean mayBeRepeated, String reason) {
    if (mayBeRepeated) {
      again = push;
    } else {
      queue.countLost();
    }
    tell(reason);
    failures = Math.min(failures + 1, Long.SIZE / 4);
    long longest = Math.min(MAX_PAUSE_MILLIS, MIN_PAUSE_MILLIS << failures);
    return MIN_PAUSE_MILLIS + random.nextLong(longest - MIN_PAUSE_MILLIS + 1);
  }

  private void succeeded() {
    failures = 0;
    if (inTrouble) {
      inTrouble = false;
      logger.info(
          "requestree: profiles are pushed to {} again; {} were lost so far", server, queue.lost());
    }
  }

  /** Says once why profiles do not arrive, until they do again. */
  private void tell(String reason) {
    if (!inTrouble) {
      inTrouble = true;
      logger.warn(
          "requestree: a profile was not pushed to {}: {}. More is said once it works again.",
          server,
          SafeText.printable(server.withoutCredentials(reason), MAX_TEXT));
    }
  }

  /** Gives up what is left. */
  void giveUp() {
    if (again != null) {
      again = null;
      queue.countLost();
    }
    queue.clear();
  }

  /** Pushes until the queue is closed and empty, or the thread is interrupted. */
  void run() {
    try {
      while (true) {
        long pause = pushNext();
        if (pause < 0) {
          if (queue.isClosed()) {
            return;
          }
          queue.awaitPush();
        } else if (pause > 0) {
          if (queue.isClosed()) {
            return;
          }
          queue.awaitClose(pause);
        }
      }
    } catch (InterruptedException e) {
      // Closed while a server did not answer.
    } finally {
      giveUp();
    }
  }
}
