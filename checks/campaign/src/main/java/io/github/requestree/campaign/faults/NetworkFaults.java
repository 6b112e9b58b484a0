package io.github.requestree.campaign.faults;

import io.github.requestree.campaign.Rows;
import io.github.requestree.campaign.Size;
import io.github.requestree.campaign.server.Container;
import io.github.requestree.campaign.trial.Trial;
import io.github.requestree.campaign.trial.Witness;
import io.github.requestree.pyroscope.PyroscopeSink;
import io.github.requestree.servlet.ProfilingFilter;
import io.github.requestree.servlet.ProfilingOptions;
import java.time.Duration;
import java.util.Locale;

/** A sink that pushes to a server which is away, hangs, is slow, or answers nonsense. */
final class NetworkFaults {

  private final Rows rows;

  NetworkFaults(Rows rows) {
    this.rows = rows;
  }

  void run(Size size) throws Exception {
    Trial trial = new Trial(Container.JETTY);
    for (BadServer.Behaviour behaviour : BadServer.Behaviour.values()) {
      try (BadServer server = BadServer.start(behaviour)) {
        Parts parts = new Parts(server);
        Trial.Result result = trial.run(parts, size.pick(1, 10));
        long lost = parts.sink.notWritten();
        boolean holds = result.problems().isEmpty() && (lost > 0 || behaviour.takesAll);
        rows.check(
            "the network: a server that " + behaviour.title,
            String.format(Locale.ROOT, "%,d requests", result.requests()),
            "responses as without the filter; nothing left open; pushes counted as lost",
            holds,
            result.problems().isEmpty()
                ? server.connections() + " connections, " + lost + " pushes lost"
                : result.problems().get(0));
      }
    }
  }

  private static final class Parts implements Trial.Parts {
    private final PyroscopeSink sink;
    private final Witness witness = new Witness();

    Parts(BadServer server) {
      sink =
          PyroscopeSink.builder(server.address(), "campaign")
              .every(Duration.ofSeconds(10))
              .slowRequests(Duration.ofMillis(1))
              .build();
    }

    @Override
    public ProfilingFilter filter() {
      return ProfilingFilter.create(
          ProfilingOptions.builder().maxOverhead(1).addSink(witness).addSink(sink).build());
    }

    @Override
    public Witness witness() {
      return witness;
    }
  }
}
