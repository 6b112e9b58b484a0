package io.github.requestree.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** The event {@code requestree.Request}: a reported request, from its beginning to its end. */
@Name("requestree.Request")
@Label("Request")
@Description("A request or block of code that was reported")
@Category("Requestree")
@StackTrace(false)
final class RequestEvent extends Event {

  @Label("Profile Id")
  @Nullable String id;

  @Label("Method")
  @Nullable String method;

  @Label("Route")
  @Description("The route, or the name of what is no request")
  @Nullable String route;

  @Label("Status")
  int status;

  @Label("Trace Id")
  @Nullable String traceId;

  @Label("Span Id")
  @Nullable String spanId;

  @Label("CPU Time")
  @Timespan(Timespan.NANOSECONDS)
  long cpu;

  @Label("Waiting")
  @Timespan(Timespan.NANOSECONDS)
  long waiting;

  @Label("Finding")
  @Nullable String finding;

  @Label("Request Thread")
  @Description("The thread on which it began. The event itself is written by another one")
  @Nullable Thread requestThread;
}
