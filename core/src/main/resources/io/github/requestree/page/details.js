// What is known of the selected node.

function showDetails(profile, view, actions) {
  const { node } = view;
  const rows = [];
  const row = (name, ...value) => {
    if (value.some((part) => part != null && part !== "")) rows.push(make("dt", {}, name), make("dd", {}, value));
  };
  if (view.isSelf) row("Its own time", "without what it called");
  if (view.group) {
    row("Folded", plural(view.nodes.length, "frame"), " of libraries");
  } else if (isMethod(node.frame)) {
    row("Class", foreign(node.frame.className, "code"));
    row("Method", foreign(node.frame.name, "code"));
    row("File", foreign(node.frame.file ?? "not known", "code"));
    row("Line", node.line ? String(node.line) : "not known");
  }
  row("Means", MEANINGS[node.frame.kind]);
  const total = (field) => view.nodes.reduce((sum, one) =>
    sum + (view.group && one.parent.view === view ? 0 : one[field] ?? 0), 0);
  row("Wall", `${exactSeconds(view.total)}, ${percent(view.total)}`);
  if (!view.isSelf && childrenOf(view).length) row("of it itself", exactSeconds(view.self));
  if (profile.totals) row("for each request", exactSeconds(view.total / profile.totals.count));
  row("CPU", profile.cpuNanos == null ? "not measured"
    : exactSeconds(view.isSelf ? node.selfCpuNanos ?? 0 : total("totalCpuNanos")));
  for (const [kind, nanos] of byLength(view.mix)) {
    row([swatch(kind), kindName(kind)], exactSeconds(nanos));
  }
  if (!view.isSelf) {
    row("Stacks", count(total("walks")));
    const error = Math.sqrt(view.nodes.reduce((sum, one) => sum + (one.errorNanos ?? 0) ** 2, 0));
    row("Error", view.group ? "" : error ? "± " + exactSeconds(error) + " (standard error)"
      : node.frame.kind === "NOT_SAMPLED" ? "not known: it may belong to any call beside it or below"
        : isMethod(node.frame) ? "none known: what was noted there says how long it took"
          : "none: known exactly");
    if (node.usual != null && !view.group) row("Usually", exactSeconds(node.usual));
    if (node.count > 1) row("Count", "× " + count(node.count));
  }
  if (node.lane) laneRows(node.lane, row);
  for (const { blocks } of view.nodes) {
    if (blocks) row("Blocks", foreign(blocks.thread), " for ", exactSeconds(blocks.nanos));
  }
  for (const detail of node.details ?? []) row("Also", foreign(detail));
  find("details").replaceChildren(
    make("h2", {}, foreign(view.label)),
    make("dl", {}, rows),
    make("p", { class: "actions" }, actions.map(([label, act]) => button(label, act))));
}

function laneRows(lane, row) {
  row("Thread", foreign(lane.thread));
  row("Hand-off to end", exactSeconds(lane.wallNanos));
  if (lane.lateNanos > 0) row("Began late by", exactSeconds(lane.lateNanos));
  if (lane.cut) row("Cut", "it still ran when the profile ended");
}

function swatch(kind) {
  const square = make("span", { class: "swatch", "aria-hidden": "true" });
  square.style.background = colour(kind);
  return square;
}

function button(label, act, attributes) {
  const element = make("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", act);
  return element;
}
