package io.github.requestree.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.app.Workload;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.http.HttpRequest;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of which a proxy says when they arrived there. */
public abstract class ArrivalContract extends ContainerContract {

  private static final String HEADER = "X-Request-Start";
  private static final long TWO_SECONDS = TimeUnit.SECONDS.toNanos(2);
  private static final long A_MINUTE = TimeUnit.MINUTES.toNanos(1);

  /** What the profile of each request says, as the servlet finds it. */
  private final List<OptionalLong> queued = new CopyOnWriteArrayList<>();

  /** A request that says something else about its arrival each time it is asked. */
  private static final class AskedAgain extends HttpServletRequestWrapper {

    private final AtomicInteger asked;
    private final IntFunction<String> answers;

    AskedAgain(HttpServletRequest request, AtomicInteger asked, IntFunction<String> answers) {
      super(request);
      this.asked = asked;
      this.answers = answers;
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
      if (!name.equals(HEADER)) {
        return super.getHeaders(name);
      }
      String answer = answers.apply(asked.getAndIncrement());
      return Collections.enumeration(List.of(answer));
    }
  }

  @Test
  void aRequestWithTheHeaderSaysHowLongItHadWaited() throws Exception {
    TestContainer container = serving();

    send(container, arrived("t=" + millisAgo(2_000)), "/work");

    assertThat(onlyQueued()).isBetween(TWO_SECONDS, A_MINUTE);
    // What it waited is beside the profile, not in it.
    assertThat(reports.only().durationNanos()).isLessThan(TWO_SECONDS);
  }

  @Test
  void withoutTheHeaderNothingIsKnown() throws Exception {
    get(serving(), "/work");

    assertThat(queued).containsExactly(OptionalLong.empty());
    reports.only();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "t=", "-1", "NaN", "1512379167574", "99999999999999999999999999"})
  void aBrokenHeaderIsAsNone(String value) throws Exception {
    TestContainer container = serving();

    assertThat(send(container, arrived(value), "/work").statusCode()).isEqualTo(202);

    assertThat(queued).containsExactly(OptionalLong.empty());
    assertThat(Reports.notes(reports.only())).isEmpty();
    assertThat(Reports.methods(reports.only())).contains("pause");
  }

  @Test
  void aHeaderThatIsFarTooLongIsAsNone() throws Exception {
    String value = "t=" + millisAgo(2_000) + "0".repeat(4_000);

    assertThat(send(serving(), arrived(value), "/work").statusCode()).isEqualTo(202);

    assertThat(queued).containsExactly(OptionalLong.empty());
    reports.only();
  }

  @Test
  void ofTwoHeadersTheFirstThatTellsDecides() throws Exception {
    TestContainer container = serving();
    HttpRequest.Builder request =
        arrived("soon").header(HEADER, "t=" + millisAgo(2_000)).header(HEADER, "t=" + millisAgo(0));

    send(container, request, "/work");

    assertThat(onlyQueued()).isBetween(TWO_SECONDS, A_MINUTE);
    reports.only();
  }

  @Test
  void aRequestThatIsDispatchedAgainIsAskedOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    // Before the request: the filter reads its clock first and the header then.
    String arrived = "t=" + millisAgo(2_000);
    TestContainer container =
        start(
            new TestApplication()
                .filter(
                    wrapping(asked, time -> time == 0 ? arrived : "t=" + millisAgo(200_000)),
                    EnumSet.of(DispatcherType.REQUEST))
                .filter(profiling(options().arrivalHeader(HEADER)))
                .servlet(
                    "/twice",
                    (request, response) -> {
                      queued.add(queuedBy(request));
                      if (request.getDispatcherType() == DispatcherType.REQUEST) {
                        AsyncContext async = request.startAsync(request, response);
                        async.dispatch();
                      }
                    }));

    get(container, "/twice");

    reports.only();
    assertThat(asked).hasValue(1);
    assertThat(queued).hasSize(2);
    assertThat(queued.get(0)).isEqualTo(queued.get(1));
    assertThat(queued.get(0).getAsLong()).isBetween(TWO_SECONDS, A_MINUTE);
  }

  @Test
  void aRequestThatFailsWhenItIsAskedIsProfiledAllTheSame() throws Exception {
    expectWarnings();
    TestContainer container =
        start(
            working(
                new TestApplication()
                    .filter(
                        wrapping(
                            new AtomicInteger(),
                            time -> {
                              throw new IllegalStateException("not now");
                            }))
                    .filter(profiling(options().arrivalHeader(HEADER)))));

    assertThat(get(container, "/work").statusCode()).isEqualTo(202);

    assertThat(queued).containsExactly(OptionalLong.empty());
    assertThat(reports.only().name()).isEqualTo("GET /app/work");
    assertThat(warnings.messages()).singleElement().asString().contains("reading when a request");
  }

  @Test
  void unlessAskedForTheHeaderIsNotRead() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    TestContainer container =
        start(
            working(
                new TestApplication()
                    .filter(wrapping(asked, time -> "t=" + millisAgo(2_000)))
                    .filter(profiling())));

    get(container, "/work");

    assertThat(queued).containsExactly(OptionalLong.empty());
    reports.only();
    assertThat(asked).hasValue(0);
  }

  @Test
  void aRequestThatIsNotProfiledIsNotAsked() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    TestContainer container =
        start(
            new TestApplication()
                .filter(wrapping(asked, time -> "t=" + millisAgo(2_000)))
                .filter(profiling(options().arrivalHeader(HEADER).exclude("/work")))
                .servlet("/work", (request, response) -> response.setStatus(202)));

    assertThat(get(container, "/work").statusCode()).isEqualTo(202);

    assertThat(asked).hasValue(0);
  }

  private TestContainer serving() throws Exception {
    return start(working(new TestApplication().filter(profiling(options().arrivalHeader(HEADER)))));
  }

  private TestApplication working(TestApplication application) {
    return application.servlet(
        "/work",
        (request, response) -> {
          queued.add(queuedBy(request));
          response.setStatus(202);
          Workload.pause(seen());
        });
  }

  private static Filter wrapping(AtomicInteger asked, IntFunction<String> answers) {
    return (request, response, chain) ->
        chain.doFilter(new AskedAgain((HttpServletRequest) request, asked, answers), response);
  }

  private long onlyQueued() {
    assertThat(queued).singleElement().matches(OptionalLong::isPresent);
    return queued.get(0).getAsLong();
  }

  private static HttpRequest.Builder arrived(String value) {
    return HttpRequest.newBuilder().GET().header(HEADER, value);
  }

  static OptionalLong queuedBy(HttpServletRequest request) {
    RequestProfile profile = RequestProfile.of(request);
    assertThat(profile).as("the profile of the request").isNotNull();
    return profile.lasting().queuedNanos();
  }

  static long millisAgo(long millis) {
    return System.currentTimeMillis() - millis;
  }
}
