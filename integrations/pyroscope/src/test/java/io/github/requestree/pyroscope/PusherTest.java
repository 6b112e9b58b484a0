package io.github.requestree.pyroscope;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.requestree.profile.ProfileFixture;
import io.github.requestree.pyroscope.PushQueue.Push;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** When a push is tried again, and when it is given up; the clock is a fake. */
@Timeout(120)
class PusherTest {

  private static final String PASSWORD = "not-to-be-shown";

  private final PushQueue queue = new PushQueue();
  private final Deque<Object> answers = new ArrayDeque<>();
  private final List<String> sent = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private Instant now = ProfileFixture.START;
  private final Pusher pusher = pusher(address("http://pyroscope:4040"), this::answer);

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stopListening() {
    logger().detachAppender(log);
  }

  @Test
  void whatWasAcceptedIsPushedOnce() throws Exception {
    add("a", "b");
    answers.addAll(List.of(200, 200));

    assertThat(pusher.pushNext()).isZero();
    assertThat(pusher.pushNext()).isZero();
    assertThat(pusher.pushNext()).isEqualTo(-1);
    assertThat(sent).containsExactly("a", "b");
    assertThat(queue.lost()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void aServerThatIsBusyIsAskedAgainLaterAndLater(int status) throws Exception {
    add("a");
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(status);
      pauses.add(pusher.pushNext());
    }
    answers.add(200);

    assertThat(pusher.pushNext()).isZero();
    assertThat(sent).hasSize(13).containsOnly("a");
    assertThat(queue.lost()).isZero();
    assertThat(pauses)
        .allMatch(pause -> pause >= Pusher.MIN_PAUSE_MILLIS && pause <= Pusher.MAX_PAUSE_MILLIS);
    assertThat(pauses.get(0)).isLessThanOrEqualTo(2_000);
    assertThat(pauses.subList(5, 12)).doesNotHaveDuplicates();
    assertThat(pauses.subList(5, 12)).anyMatch(pause -> pause > 8_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 400, 401, 403, 404, 413, 422, 500})
  void whatIsRefusedIsNotPushedAgain(int status) throws Exception {
    add("a", "b");
    answers.addAll(List.of(status, 200));

    assertThat(pusher.pushNext()).isZero();
    assertThat(pusher.pushNext()).isZero();
    assertThat(sent).containsExactly("a", "b");
    assertThat(queue.lost()).isEqualTo(1);
  }

  @Test
  void whatNeverArrivedIsPushedAgainAndWhatMayHaveIsNot() throws Exception {
    add("a", "b");
    answers.addAll(List.of(new ConnectException(), 200, new IOException("reset"), 200));

    assertThat(pusher.pushNext()).isPositive();
    assertThat(pusher.pushNext()).isZero();
    assertThat(pusher.pushNext()).isPositive();
    assertThat(pusher.pushNext()).isEqualTo(-1);
    assertThat(sent).containsExactly("a", "a", "b");
    assertThat(queue.lost()).isEqualTo(1);
  }

  @Test
  void whileTheServerIsAwayForAnHourMemoryIsBoundedAndLossesAreCounted() throws Exception {
    byte[] body = new byte[100_000];
    long added = 0;
    for (Duration away = Duration.ZERO; away.compareTo(Duration.ofHours(2)) < 0; ) {
      queue.add(new Push(body, now));
      added++;
      answers.add(new ConnectException());
      now = now.plusMillis(pusher.pushNext());
      away = Duration.between(ProfileFixture.START, now);
      assertThat(queue.bytes()).isLessThanOrEqualTo(PushQueue.MAX_BYTES);
    }
    sent.clear();
    long lost = queue.lost();
    answers.clear();
    do {
      answers.add(200);
    } while (pusher.pushNext() == 0);

    assertThat(lost).isPositive();
    assertThat(sent).hasSizeBetween(1, (int) (PushQueue.MAX_BYTES / body.length) + 1);
    assertThat(sent.size() + queue.lost()).isEqualTo(added);
    assertThat(log.list).hasSize(2);
  }

  @Test
  void whatIsTooOldForAServerIsLost() throws Exception {
    add("old");
    answers.add(503);
    pusher.pushNext();
    add("as old");
    now = now.plus(PushQueue.MAX_AGE);
    add("new");
    answers.add(200);

    assertThat(pusher.pushNext()).isZero();
    assertThat(sent).containsExactly("old", "new");
    assertThat(queue.lost()).isEqualTo(2);
  }

  @Test
  void troubleIsSaidOnceAndItsEndToo() throws Exception {
    add("a", "b", "c");
    answers.addAll(List.of(503, 400, 401, 200));
    for (int i = 0; i < 4; i++) {
      pusher.pushNext();
    }

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .satisfiesExactly(
            trouble ->
                assertThat(trouble)
                    .contains("http://pyroscope:4040/", "status 503", "More is said once"),
            end -> assertThat(end).contains("again; 2 were lost so far"));
  }

  @Test
  void aServerThatRefusesIsReadAndItsEchoOfThePasswordIsNotLogged() throws Exception {
    try (PushServer server = new PushServer(() -> now)) {
      ServerAddress address = address(server.address());
      address.basicAuth("ann", PASSWORD);
      HttpSender sender = new HttpSender(address, Duration.ofSeconds(60));
      Pusher real = pusher(address, sender);
      server.answerWith(401, 503, 200);
      add("a", "b");

      assertThat(real.pushNext()).isZero();
      assertThat(real.pushNext()).isPositive();
      assertThat(real.pushNext()).isZero();
      assertThat(real.pushNext()).isEqualTo(-1);
      sender.close();

      assertThat(server.requests()).isEqualTo(3);
      assertThat(queue.lost()).isEqualTo(1);
      assertThat(log.list.get(0).getFormattedMessage())
          .contains("status 401", "refused Basic (not shown)")
          .doesNotContain(PASSWORD, server.authorizations.get(0));
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsLeftAloneAfterAWhileAndThePushIsLost() throws Exception {
    try (PushServer server = new PushServer(() -> now)) {
      server.hang();
      HttpSender sender = new HttpSender(address(server.address()), Duration.ofMillis(200));
      Pusher real = pusher(address(server.address()), sender);
      add("a");

      assertThat(real.pushNext()).isPositive();
      assertThat(queue.lost()).isEqualTo(1);
      assertThat(log.list.get(0).getFormattedMessage())
          .contains(HttpTimeoutException.class.getSimpleName());
      sender.close();
    }
  }

  @Test
  void aServerThatHangsUpMayHaveTakenThePush() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread hangingUp = new Thread(() -> hangUp(server));
      hangingUp.start();
      ServerAddress address = address("http://127.0.0.1:" + server.getLocalPort());
      HttpSender sender = new HttpSender(address, Duration.ofSeconds(60));
      Pusher real = pusher(address, sender);
      add("a");

      assertThat(real.pushNext()).isPositive();
      assertThat(real.pushNext()).isEqualTo(-1);
      assertThat(queue.lost()).isEqualTo(1);
      sender.close();
      hangingUp.join();
    }
  }

  /** Reads something and closes its half, as a proxy does that is shutting down. */
  private static void hangUp(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read();
      socket.shutdownOutput();
      socket.getInputStream().skip(100);
    } catch (IOException e) {
      // Then it was closed already.
    }
  }

  @Test
  void aServerThatIsNotThereIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    ServerAddress address = address("http://127.0.0.1:" + port);
    HttpSender sender = new HttpSender(address, Duration.ofSeconds(60));
    Pusher real = pusher(address, sender);
    add("a");

    assertThat(real.pushNext()).isPositive();
    assertThat(real.pushNext()).isPositive();
    assertThat(queue.lost()).isZero();
    real.giveUp();
    assertThat(queue.lost()).isEqualTo(1);
    sender.close();
  }

  private Pusher.Answer answer(byte[] body) throws IOException {
    sent.add(new String(body, StandardCharsets.UTF_8));
    Object next = answers.remove();
    if (next instanceof IOException failure) {
      throw failure;
    }
    return new Pusher.Answer((int) next, "");
  }

  private Pusher pusher(ServerAddress address, Pusher.Sender sender) {
    return new Pusher(queue, sender, address, () -> now, new SplittableRandom(1));
  }

  private void add(String... bodies) {
    for (String body : bodies) {
      queue.add(new Push(body.getBytes(StandardCharsets.UTF_8), now));
    }
  }

  private static ServerAddress address(String url) {
    return ServerAddress.of(url);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger("requestree");
  }
}
