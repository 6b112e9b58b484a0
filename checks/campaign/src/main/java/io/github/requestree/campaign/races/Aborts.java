package io.github.requestree.campaign.races;

import io.github.requestree.campaign.Size;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Has clients leave in each phase of a request. */
final class Aborts implements Race {

  private static final int PATIENCE_SECONDS = 60;

  /** The phase in which a client leaves. */
  enum Phase {
    HEAD("before the headers end"),
    REQUESTED("when the headers are sent"),
    BODY("in the request's body"),
    ANSWER("in the answer"),
    SUSPENDED("while no thread has the request"),
    STREAMED("in an answer that is written asynchronously");

    final String text;

    Phase(String text) {
      this.text = text;
    }
  }

  /** The client that leaves. */
  enum Kind {
    HTTP_1("HTTP/1.1") {
      @Override
      Client connect(int port) throws IOException {
        return new Http1Client(port);
      }
    },
    HTTP_2_STREAM("a stream of HTTP/2") {
      @Override
      Client connect(int port) throws IOException {
        return new Http2Client(port, true);
      }
    },
    HTTP_2_CONNECTION("a connection of HTTP/2") {
      @Override
      Client connect(int port) throws IOException {
        return new Http2Client(port, false);
      }
    };

    final String text;

    Kind(String text) {
      this.text = text;
    }

    abstract Client connect(int port) throws IOException;
  }

  private final Kind kind;

  Aborts(Kind kind) {
    this.kind = kind;
  }

  @Override
  public String text() {
    return "clients leave in each of " + Phase.values().length + " phases, " + kind.text;
  }

  @Override
  public int times(Size size) {
    return Phase.values().length * size.pick(20, 500);
  }

  @Override
  public void run(Scene scene, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      Phase phase = Phase.values()[i % Phase.values().length];
      try (Client client = kind.connect(scene.port())) {
        abort(client, phase, scene.servlet);
        if (phase == Phase.SUSPENDED && i % 4 == 0) {
          // Its end comes before the client leaves, but after it can be sure of that.
          RaceServlet.complete(scene.servlet.staying.take());
        }
      }
      if (phase == Phase.SUSPENDED && i % 4 != 0) {
        RaceServlet.complete(scene.servlet.staying.take());
      }
    }
  }

  private static void abort(Client client, Phase phase, RaceServlet servlet) throws Exception {
    switch (phase) {
      case HEAD -> client.sendHalfHead("/sync");
      case REQUESTED -> client.get("/sync");
      case BODY -> {
        client.beginPost("/read");
        arrived(servlet.reading.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS));
      }
      case ANSWER -> {
        client.get("/write");
        client.awaitAnswer();
      }
      case SUSPENDED -> {
        client.get("/stay");
        AsyncContext async = servlet.staying.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        arrived(async != null);
        servlet.staying.add(async);
      }
      case STREAMED -> {
        client.get("/stream");
        client.awaitAnswer();
      }
    }
  }

  private static void arrived(boolean arrived) {
    if (!arrived) {
      throw new IllegalStateException("a request does not arrive");
    }
  }
}
