// The facts above the views: what it was, how long it took, and how it was measured.

function showHeader(profile, shown) {
  const { request, totals } = profile;
  const name = request && !totals
    ? [foreign(request.method, "method"), " ", foreign(request.path)] : foreign(profile.name);
  const status = request?.status;
  find("title").replaceChildren(
    make("span", { class: "duration" }, totals ? (shown.compared ? "mean of " : "") + plural(totals.count, "request")
      : (profile.stillRunning ? "still running after " : "") + time(profile.durationNanos)),
    " ", make("span", { class: "name" }, name), " ",
    !totals && request ? make("span", { class: "status" + (status >= 500 || request.failure ? " bad" : ""),
      "aria-label": "status " + (status ?? "unknown") }, status ?? "?") : "",
    request?.failure ? make("span", { class: "failure" }, " ", foreign(request.failure)) : "");
  find("facts").replaceChildren(...facts(profile, shown).map(([label, ...value]) =>
    make("div", {}, make("dt", {}, label), make("dd", {}, value))));
  showMix(profile.root.mix, profile.root.totalNanos);
  find("notes").replaceChildren(
    ...shown.alarms.map((text) => make("li", { class: "warning" }, foreign(text))),
    ...shown.notes.map((text) => make("li", {}, foreign(text))));
  showMeasurement(profile, shown);
}

/** What most readers want to know; of a route, how long its requests take. */
function facts(profile, shown) {
  const { totals, usual } = profile;
  const list = Object.entries(profile.tags ?? {}).map(([name, value]) => [foreign(name), foreign(value)]);
  if (totals) {
    list.push(["p50", time(totals.p50Nanos)], ["p95", time(totals.p95Nanos)],
      ["max", time(totals.maxNanos)]);
    if (totals.errors) list.push(["errors", make("span", { class: "alarm" }, count(totals.errors))]);
  } else if (usual) list.push(["usually", time(usual.meanNanos)]);
  if (profile.cpuNanos != null) list.push(["CPU", time(profile.cpuNanos)]);
  for (const { name, count: times, nanos } of shown.sums) {
    list.push([foreign(name), `${count(times)} in ${time(nanos)}`]);
  }
  if (profile.allocatedBytes != null) list.push(["allocated", bytes(profile.allocatedBytes)]);
  list.push([totals ? "since" : "when", make("time", { datetime: profile.startedAt }, shown.when)]);
  return list;
}

/** Where all of the time went, which is also the key to the colours. */
function showMix(mix, whole) {
  const kinds = byLength(mix);
  find("mix").replaceChildren(...byColour(mix).map(([kind, nanos]) => part(kind, nanos, whole)));
  find("legend").replaceChildren(...kinds.map(([kind, nanos]) =>
    make("li", { title: MEANINGS[kind] ?? "" }, swatch(kind), kindName(kind), " ",
      make("b", {}, time(nanos)), " ", percent(nanos, whole))));
}

/** What the profiler has to say of itself: quiet, and each with what it means. */
function showMeasurement(profile, shown) {
  const { sampling, totals, surroundings: around } = profile;
  const rows = [];
  const row = (name, value, meaning) => rows.push(make("div", {}, make("dt", {}, name),
    make("dd", {}, make("b", {}, value), " ", make("span", {}, meaning))));
  row(totals ? "time" : "wall", time(profile.durationNanos),
    totals ? "of all requests together, which the percentages are of" : "from the start of the request to its end");
  row("waiting", (profile.cpuNanos == null ? "~" : "") + time(shown.waitingNanos),
    profile.cpuNanos == null ? "by what the frames say, since no CPU clock could be read" : "the time without CPU time");
  if (sampling.unclockedNanos > 0) row("CPU unknown", time(sampling.unclockedNanos), "time for which no CPU clock was read");
  if (totals) {
    for (const [name, nanos] of [["mean", totals.meanNanos], ["p90", totals.p90Nanos], ["p99", totals.p99Nanos]]) {
      row(name, time(nanos), "of all requests");
    }
    row("percentiles", totals.percentilesExact ? "exact" : `from a sample of ${count(totals.sampleSize)}`, "");
    row("errors", count(totals.errors), "requests that failed");
  }
  row("stacks", count(sampling.walks), "how often the stack was captured");
  row("checks", count(sampling.polls), "looks at the thread's CPU clock: if it has not moved, the thread has waited on the same stack since");
  if (sampling.resolutionNanos) row("seen every", time(sampling.resolutionNanos), "what is shorter may not be seen");
  row("cost", time(sampling.ownCostNanos), "CPU time of Requestree for this; the option maxOverhead bounds it for all requests together: "
    + "that share of one core under lasting load, at most twice it in a minute after a quiet one");
  const handler = profile.request?.handler;
  if (handler) row("handler", foreign(handler.split(".").slice(-2).join("."), "code"), "the method that answers the request");
  if (profile.thread) row("thread", foreign(profile.thread), "on which the request began");
  if (around.inFlightAtMost > 1) {
    row("in flight", `${count(around.inFlightAtStart)} at its start, ${count(around.inFlightAtMost)} at most`, "requests at the same time");
  }
  if (around.trace) {
    row("trace", foreign(around.trace.traceId, "code"), "the trace that it belongs to");
    if (around.trace.spanId) row("span", foreign(around.trace.spanId, "code"), "its part of the trace");
  }
  row("id", foreign(profile.id, "code"), "of this profile");
  const looks = `${plural(sampling.walks, "stack")}, ${plural(sampling.polls, "check")}`;
  const seen = sampling.walks && sampling.resolutionNanos
    ? `seen every ${time(sampling.resolutionNanos)} (${looks})` : looks;
  find("measured").replaceChildren(
    make("summary", {}, `How this was measured: ${seen}, cost ${time(sampling.ownCostNanos)}`),
    make("dl", {}, rows));
}

/** The longest requests of a route; where profiles are served, each leads to its own. */
function showLongest(profile, links) {
  const worst = profile.totals?.worst ?? [];
  if (!worst.length) return;
  find("longest").replaceChildren(make("h2", {}, "Longest requests"),
    make("ul", { class: "plain" }, worst.map(({ id, name, durationNanos }) => make("li", {},
      make("span", { class: "seconds" }, time(durationNanos)), " ",
      links.formats.length ? make("a", { href: "./" + encodeURIComponent(id) }, foreign(name)) : foreign(name),
      " ", make("span", { class: "place" }, foreign("id " + id))))));
  find("longest").hidden = false;
}
