package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerTest {

  private static final String KEY = "0123456789abcdef";

  private long nanos = Long.MAX_VALUE - 10;

  private final LogCapture log = new LogCapture("requestree");
  private final Queue<Integer> dice = new ArrayDeque<>();
  private final Warnings warnings = new Warnings(this::now);
  private final SecretGuard guard =
      new SecretGuard(Secret.of(KEY, name -> null), this::now, warnings);
  private final Trigger.Needs needs =
      new Trigger.Needs(this::now, bound -> dice.remove() % bound, guard, warnings);

  private long now() {
    return nanos;
  }

  @AfterEach
  void stopCapturing() {
    log.close();
  }

  @Test
  void allAndNoneAskTheRequestNothing() {
    assertThat(opens(Trigger.all().start(needs), Map.of())).isTrue();
    assertThat(opens(Trigger.none().start(needs), Map.of())).isFalse();
  }

  @Test
  void oneInTenIsByChance() {
    Trigger.Gate gate = Trigger.oneIn(10).start(needs);
    dice.addAll(List.of(0, 1, 9, 10, 11));

    assertThat(opens(gate)).isTrue();
    assertThat(opens(gate)).isFalse();
    assertThat(opens(gate)).isFalse();
    assertThat(opens(gate)).isTrue();
    assertThat(opens(gate)).isFalse();
  }

  @Test
  void soManyPerSecondAreTheFirstThatCome() {
    Trigger.Gate gate = Trigger.perSecond(2).start(needs);

    assertThat(opens(gate)).isTrue();
    pass(Duration.ofMillis(600));
    assertThat(opens(gate)).isTrue();
    assertThat(opens(gate)).isFalse();
    pass(Duration.ofMillis(400));
    assertThat(opens(gate)).isTrue();
    assertThat(opens(gate)).isFalse();
  }

  @Test
  void filtersWithTheSameOptionsCountForThemselves() {
    Trigger trigger = Trigger.perSecond(1);

    assertThat(opens(trigger.start(needs))).isTrue();
    assertThat(opens(trigger.start(needs))).isTrue();
  }

  @Test
  void aParameterWithTheSecretOpens() {
    Trigger.Gate gate = Trigger.onDemandByParameter("profile").start(needs);

    assertThat(opens(gate, query("profile=" + KEY))).isTrue();
    assertThat(opens(gate, query("a=b&profile=%30123456789abcde%66&c"))).isTrue();
    assertThat(guard.wrongSecrets()).isZero();
    for (String query :
        List.of(
            "profile",
            "profile=",
            "profile=" + KEY + "0",
            "profile=0123",
            "profile=wrong&profile=" + KEY,
            "profile=" + "%61".repeat(5_000))) {
      assertThat(opens(gate, query(query))).as(query).isFalse();
    }
    assertThat(guard.wrongSecrets()).isEqualTo(6);
  }

  @Test
  void aRequestWithoutTheParameterIsNoAttempt() {
    Trigger.Gate gate = Trigger.onDemandByParameter("profile").start(needs);

    for (String query : List.of("", "profiles=" + KEY, "q=profile=" + KEY, "PROFILE=" + KEY)) {
      assertThat(opens(gate, query(query))).as(query).isFalse();
    }
    Map<String, Object> without = new HashMap<>();
    without.put("getQueryString", null);
    assertThat(opens(gate, without)).isFalse();
    assertThat(guard.wrongSecrets()).isZero();
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void aDispatchedRequestHasTheParameterThatTheClientSent() {
    Trigger.Gate gate = Trigger.onDemandByParameter("profile").start(needs);
    Map<String, Object> forwarded = query("profile=wrong-wrong-wrong");
    forwarded.put("getAttribute(jakarta.servlet.forward.request_uri)", "/a");
    forwarded.put("getAttribute(jakarta.servlet.forward.query_string)", "profile=" + KEY);

    assertThat(opens(gate, forwarded)).isTrue();
  }

  @Test
  void aHeaderWithTheSecretOpens() {
    Trigger.Gate gate = Trigger.onDemandByHeader("X-Profile").start(needs);

    assertThat(opens(gate, header(KEY))).isTrue();
    assertThat(opens(gate, header(null))).isFalse();
    assertThat(guard.wrongSecrets()).isZero();
    assertThat(opens(gate, header(KEY + "0"))).isFalse();
    assertThat(opens(gate, header("%30123456789abcdef"))).isFalse();
    assertThat(guard.wrongSecrets()).isEqualTo(2);
  }

  @Test
  void aPredicateStandsInForTheSecret() {
    Trigger trigger =
        Trigger.onDemandByParameter("token", token -> token.equals("a token"))
            .or(Trigger.onDemandByHeader("X-Profile", "yes"::equals));

    assertThat(trigger.needsSecret).isFalse();
    Map<String, Object> request = query("token=a+token");
    assertThat(opens(trigger.start(needs), request)).isTrue();
    request = query("token=b");
    request.putAll(header("yes"));
    assertThat(opens(trigger.start(needs), request)).isTrue();
    request.putAll(header(null));
    assertThat(opens(trigger.start(needs), request)).isFalse();
  }

  @Test
  void aPredicateSeesTheRequestWhileItDecides() {
    AtomicReference<Trigger.Request> kept = new AtomicReference<>();
    Trigger.Gate gate =
        Trigger.when(
                request -> {
                  kept.set(request);
                  return request.method().equals("GET")
                      && request.path().equals("/orders")
                      && "a=b".equals(request.query())
                      && "yes".equals(request.header("X-Profile"));
                })
            .start(needs);
    Map<String, Object> request = query("a=b");
    request.putAll(header("yes"));
    request.put("getMethod", "GET");

    assertThat(opens(gate, request)).isTrue();
    assertThatIllegalStateException().isThrownBy(() -> kept.get().header("X-Profile"));
  }

  @Test
  void aPredicateThatThrowsPicksNothingAndIsToldOfOnce() {
    Trigger.Gate gate =
        Trigger.when(
                request -> {
                  throw new AssertionError("mine");
                })
            .or(Trigger.oneIn(2))
            .start(needs);
    dice.addAll(List.of(0, 1));

    assertThat(opens(gate)).isTrue();
    assertThat(opens(gate)).isFalse();
    assertThat(log.messages()).singleElement().asString().contains("asking a trigger");
  }

  @Test
  void triggersAreAskedInOrderAndNoMoreThanNeeded() {
    Trigger both = Trigger.oneIn(2).and(Trigger.perSecond(1));
    Trigger.Gate gate = both.start(needs);
    dice.addAll(List.of(1, 0, 0));

    assertThat(opens(gate)).isFalse();
    assertThat(opens(gate)).isTrue();
    assertThat(opens(gate)).isFalse();
    assertThat(opens(Trigger.all().or(Trigger.oneIn(2)).start(needs))).isTrue();
  }

  @Test
  void theSecretAsksOnDemandEvenWhereTheRequestWouldBePickedAnyway() {
    Trigger onDemand = Trigger.onDemandByHeader("X-Profile");
    List<Trigger> triggers =
        List.of(
            onDemand,
            Trigger.all().or(onDemand),
            onDemand.or(Trigger.all()),
            Trigger.all().or(Trigger.none()).or(Trigger.none().or(onDemand)),
            Trigger.all().and(onDemand),
            onDemand.and(Trigger.all()));

    for (Trigger trigger : triggers) {
      assertThat(answer(trigger.start(needs), header(KEY)))
          .as(trigger.toString())
          .isEqualTo(Trigger.Answer.ON_DEMAND);
    }
    assertThat(answer(onDemand.and(Trigger.none()).start(needs), header(KEY)).picks()).isFalse();
  }

  @Test
  void whoeverDoesNotKnowTheSecretIsNotOnDemand() {
    Trigger onDemand = Trigger.onDemandByHeader("X-Profile");
    Trigger accepting = Trigger.onDemandByHeader("X-Profile", value -> true);

    assertThat(answer(Trigger.all().or(onDemand).start(needs), header("wrong")))
        .isEqualTo(Trigger.Answer.PICKED);
    assertThat(answer(onDemand.or(Trigger.all()).start(needs), header("wrong")))
        .isEqualTo(Trigger.Answer.PICKED);
    assertThat(answer(accepting.start(needs), header(KEY))).isEqualTo(Trigger.Answer.PICKED);
    assertThat(answer(accepting.and(Trigger.all()).start(needs), header(KEY)))
        .isEqualTo(Trigger.Answer.PICKED);
  }

  @Test
  void onlyWhatCouldBeAnsweredOtherwiseIsRefusedForGood() {
    Trigger chance = Trigger.oneIn(2);
    Trigger demand = Trigger.onDemandByHeader("X-Profile");
    dice.addAll(List.of(1, 1, 0));

    assertThat(answer(demand.start(needs), header(null))).isEqualTo(Trigger.Answer.NOT_PICKED);
    assertThat(answer(demand.start(needs), header(""))).isEqualTo(Trigger.Answer.REFUSED);
    assertThat(answer(demand.or(chance).start(needs), header(null)))
        .isEqualTo(Trigger.Answer.REFUSED);
    assertThat(answer(chance.or(demand).start(needs), header(null)))
        .isEqualTo(Trigger.Answer.REFUSED);
    assertThat(answer(chance.and(demand).start(needs), header(null)))
        .isEqualTo(Trigger.Answer.NOT_PICKED);
    assertThat(answer(demand.and(chance).start(needs), header(null)))
        .isEqualTo(Trigger.Answer.NOT_PICKED);
  }

  @Test
  void aTriggerIsWrittenAsItIsRead() {
    String written = "all,none,1/100,5/s,parameter:profile,header:X-Profile";

    assertThat(Trigger.read(written.replace(",", " ,\n"))).hasToString(written);
    assertThat(Trigger.oneIn(2).or(Trigger.perSecond(5)).and(Trigger.when(request -> true)))
        .hasToString("(1/2,5/s) and when(...)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ALL",
        "all,",
        "1/0",
        "2/100",
        "1/10000000",
        "0/s",
        "1001/s",
        "5",
        "parameter",
        "parameter:",
        "parameter:a b",
        "parameter:a%62",
        "header:",
        "header:X Profile",
        "header:X-Profile:",
        "5/s and all",
        "1/2,1/2,1/2,1/2,1/2,1/2,1/2,1/2,1/2,1/2,1/2"
      })
  void otherTextsAreRejected(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.read(text))
        .withMessageStartingWith("trigger is '")
        .withMessageEndingWith("', but must be " + ProfilingOptions.TRIGGER.accepted());
  }

  @Test
  void codeIsHeldToTheSame() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.oneIn(0))
        .withMessageContaining("'1/0'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.perSecond(1_001))
        .withMessageContaining("'1001/s'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.onDemandByParameter("a&b"))
        .withMessageContaining("'parameter:a&b'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trigger.onDemandByHeader("x".repeat(101)))
        .withMessageContaining("'header:xxx");
  }

  @Test
  void aRequestThatIsNotPickedAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Trigger.Gate gate =
        Trigger.oneIn(100)
            .and(Trigger.perSecond(5))
            .or(Trigger.onDemandByParameter("profile"))
            .or(Trigger.onDemandByHeader("X-Profile"))
            .start(new Trigger.Needs(this::now, bound -> 1, guard, warnings));
    PlainRequest request = new PlainRequest();
    request.query = "q=1&page=2&profiles=3";
    askOften(gate, request);

    long before = threads.getCurrentThreadAllocatedBytes();
    askOften(gate, request);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
  }

  private static void askOften(Trigger.Gate gate, PlainRequest request) {
    for (int i = 0; i < 10_000; i++) {
      if (gate.ask(request, "/app/orders", 4).picks()) {
        throw new AssertionError("picked");
      }
    }
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
  }

  private static boolean opens(Trigger.Gate gate) {
    return opens(gate, Map.of());
  }

  private static boolean opens(Trigger.Gate gate, Map<String, ?> answers) {
    return answer(gate, answers).picks();
  }

  /** Whatever else of the request is asked, its parameters and body above all, throws. */
  private static Trigger.Answer answer(Trigger.Gate gate, Map<String, ?> answers) {
    return gate.ask(Fake.of(HttpServletRequest.class, answers), "/app/orders", 4);
  }

  private static Map<String, Object> query(String query) {
    return new HashMap<>(Map.of("getQueryString", query));
  }

  private static Map<String, Object> header(String value) {
    Map<String, Object> answers = new HashMap<>();
    answers.put("getHeader(X-Profile)", value);
    return answers;
  }
}
