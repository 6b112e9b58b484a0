// The facts above the views: what it was, how long it took, and how it was measured.

function showHeader(profile) {
  const { request, totals, sampling, surroundings: around } = profile;
  const name = request && !totals
    ? [foreign(request.method, "method"), " ", foreign(request.path)] : foreign(profile.name);
  const status = request?.status;
  find("title").replaceChildren(
    make("span", { class: "duration" },
      (profile.stillRunning ? "still running after " : "") + exactSeconds(profile.durationNanos)),
    " ", make("span", { class: "name" }, name), " ",
    totals ? make("span", { class: "status" }, plural(totals.count, "request"))
      : request ? make("span", { class: "status" + (status >= 500 || request.failure ? " bad" : ""),
        "aria-label": "status " + (status ?? "unknown") }, status ?? "?") : "",
    request?.failure ? make("span", { class: "failure" }, " ", foreign(request.failure)) : "");

  const facts = [];
  const fact = (label, ...value) => facts.push(make("div", {}, make("dt", {}, label), make("dd", {}, value)));
  fact("wall", exactSeconds(profile.durationNanos));
  if (profile.cpuNanos != null) {
    const waiting = profile.durationNanos - profile.cpuNanos - (sampling.unclockedNanos ?? 0);
    fact("cpu", exactSeconds(profile.cpuNanos));
    fact("waiting", exactSeconds(Math.max(0, waiting)));
  } else {
    fact("waiting", "~" + exactSeconds(waitingOf(profile.root.mix)));
  }
  if (totals) {
    fact("errors", count(totals.errors));
    for (const [label, nanos] of [["mean", totals.meanNanos], ["p50", totals.p50Nanos],
      ["p90", totals.p90Nanos], ["p95", totals.p95Nanos], ["p99", totals.p99Nanos], ["max", totals.maxNanos]]) fact(label, exactSeconds(nanos));
  }
  fact("stacks", make("span", { title: "how often the stack was captured" }, count(sampling.walks)));
  fact("checks", make("span", { title: "looks at the thread's CPU clock: if it has not moved, the thread has waited "
    + "on the same stack since" }, count(sampling.polls)));
  if (sampling.resolutionNanos) fact("a check every", shortTime(sampling.resolutionNanos));
  fact("cost", make("span", { title: "CPU time of Requestree for this. maxOverhead bounds it for all requests together: "
    + "that share of one core under lasting load, at most twice it in a minute after a quiet one." },
    shortTime(sampling.ownCostNanos)));
  if (profile.allocatedBytes != null) fact("allocated", bytes(profile.allocatedBytes));
  if (profile.thread) fact("thread", foreign(profile.thread));
  const start = new Date(profile.startedAt);
  fact("started", make("time", { datetime: profile.startedAt, title: profile.startedAt },
    start.toLocaleString()));
  if (around.trace) fact("trace", foreign(around.trace.traceId, "code"));
  find("facts").replaceChildren(...facts);

  showMix(profile.root.mix, profile.root.totalNanos);
  find("notes").replaceChildren(...remarks(profile).map((text) => make("li", {}, text)));
}

/** Where all of the time went, which is also the key to the colours. */
function showMix(mix, whole) {
  const kinds = byLength(mix);
  find("mix").replaceChildren(...kinds.map(([kind, nanos]) => {
    const part = make("span", {});
    part.style.flexGrow = nanos / whole;
    part.style.background = colour(kind);
    return part;
  }));
  find("legend").replaceChildren(...kinds.map(([kind, nanos]) =>
    make("li", { title: MEANINGS[kind] }, swatch(kind), kindName(kind), " ",
      make("b", {}, exactSeconds(nanos)), " ", percent(nanos, whole))));
}

/** What this one does to others, others to it, and what the reader must know. */
function remarks(profile) {
  const { surroundings: around, sampling, totals, usual } = profile;
  const lines = [];
  if (usual) {
    lines.push(`Requests of this route usually take ${exactSeconds(usual.meanNanos)}, `
      + `the mean of ${count(usual.count)}.`);
  }
  if (totals && !totals.percentilesExact) {
    lines.push(`The percentiles come from a sample of ${count(totals.sampleSize)}.`);
  }
  if (around.queuedNanos != null) {
    lines.push(`It had waited ${exactSeconds(around.queuedNanos)} before it reached the filter, `
      + "as the proxy says; that is not in the tree.");
  }
  if (around.inFlightAtMost > 1) {
    lines.push(`In flight: ${count(around.inFlightAtStart)} at its start, `
      + `${count(around.inFlightAtMost)} at most.`);
  }
  const blocking = profile.nodes.filter((node) => node.blocks)
    .sort((one, other) => other.blocks.nanos - one.blocks.nanos);
  if (blocking.length) {
    const nanos = blocking.reduce((sum, { blocks }) => sum + blocks.nanos, 0);
    lines.push(["Blocks ", foreign(blocking[0].blocks.thread), ` for ${exactSeconds(nanos)}`,
      blocking.length > 1 ? ` in ${count(blocking.length)} places, longest in ` : ": ",
      foreign(applicationAbove(blocking[0]).frame.label, "code"), "."]);
  }
  for (const late of around.lateStarts) {
    const busy = late.busyWith;
    const call = busy && applicationCall(profile, busy.stack);
    lines.push([`A hand-off began ${exactSeconds(late.lateNanos)} late on `, foreign(late.thread),
      busy ? [`, blocked for ${exactSeconds(busy.nanos)} by `,
        call ? foreign(callName(profile, call), "code") : "?",
        " for ", foreign(busy.route ?? "another request")] : "", "."]);
  }
  if (profile.overlapNanos > 0) {
    lines.push(`Overlap ${exactSeconds(profile.overlapNanos)}: two threads worked for it at the `
      + "same time, so the tree has this time twice.");
  }
  if (sampling.unclockedNanos > 0) {
    lines.push(`CPU time is unknown for ${exactSeconds(sampling.unclockedNanos)}.`);
  }
  const methods = profile.nodes.filter((node) => isMethod(node.frame));
  if (sampling.walks && methods.length && methods.every((node) => node.frame.library)) {
    lines.push("No code of the application was seen. If its packages count as those of libraries, "
      + "name them with the option show.");
  }
  return [...lines, ...profile.notes.map((note) => foreign(note))];
}
