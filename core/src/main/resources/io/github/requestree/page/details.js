// What is known of what was selected.

function showDetails(profile, view, actions) {
  const rows = [];
  const row = (name, ...value) => {
    if (value.some((part) => part != null && part !== "")) rows.push(make("dt", {}, name), make("dd", {}, value));
  };
  if (view.type === "event") eventRows(profile, view, row);
  else if (view.change != null) changeRows(view, row);
  else callRows(profile, view, row);
  find("details").replaceChildren(
    button("×", forget, { class: "close", "aria-label": "Close details" }),
    make("h2", {}, foreign(view.label)),
    make("dl", {}, rows),
    make("p", { class: "actions" }, actions.map(([label, act]) => button(label, act))));
  document.body.dataset.details = "shown";
}

function hideDetails() {
  find("details").replaceChildren();
  delete document.body.dataset.details;
}

function eventRows(profile, view, row) {
  const event = profile.events[view.event];
  row("Time", `${time(view.totalNanos)}, ${percent(view.totalNanos)}`);
  row("Count", count(view.count));
  if (!event) return;
  row("Mean", time(event.totalNanos / Math.max(1, event.count)));
  row("Longest", time(event.maxNanos));
  if (event.longestRun > 1) row("In a row", count(event.longestRun));
  row("Text", foreign(event.text, "code"));
  for (const [name, value] of Object.entries(event.attributes)) row(foreign(name), foreign(value));
}

function callRows(profile, view, row) {
  const { node } = view;
  const many = view.rest || view.kind === "OTHERS" || view.kind === "HIDDEN" || view.group;
  row("Means", MEANINGS[node.frame.kind]);
  if (view.kind === "SELF") row("Its own time", "without what it called");
  else if (!many && isMethod(node.frame)) placeRows(node, row);
  row("Time", `${time(view.total)}, ${percent(view.total)}`);
  if (!many && view.self > 0 && view.self < view.total) row("of it itself", time(view.self));
  if (profile.totals) row("for each request", time(view.total / profile.totals.count));
  for (const [kind, nanos] of byLength(view.mix)) {
    row([swatch(kind), kindName(kind)], time(nanos));
  }
  if (!many && view.kind !== "SELF" && node.frame.kind === "METHOD") evidenceRows(profile, view, row);
  if (node.lane && view.kind !== "SELF") laneRows(node.lane, row);
  for (const { blocks } of view.nodes) {
    if (blocks) row("Blocks", foreign(blocks.thread), " for ", time(blocks.nanos));
  }
  for (const detail of (!many && node.details) || []) row("Also", foreign(detail));
}

function placeRows(node, row) {
  row("Class", foreign(node.frame.className, "code"));
  row("Method", foreign(node.frame.name, "code"));
  const file = foreign(node.frame.file ?? "not known", "code");
  const href = editorLink(node.frame, node.line);
  row("File", href ? make("a", { href, title: "Open in the editor" }, file) : file);
  row("Line", node.line ? String(node.line) : "not known");
}

function changeRows(view, row) {
  if (!view.group && isMethod(view.node.frame)) placeRows(view.node, row);
  row("Before", columnTime(before(view)));
  row("After", columnTime(after(view)));
  row("Change", signedColumn(view.change));
}

function evidenceRows(profile, view, row) {
  const { node } = view;
  const sum = (field) => view.nodes.reduce((all, one) =>
    all + (view.nodes.includes(one.parent) ? 0 : one[field] ?? 0), 0);
  row("CPU", profile.cpuNanos == null ? "not measured" : time(sum("totalCpuNanos")));
  row("Stacks", count(sum("walks")));
  const error = Math.sqrt(view.nodes.reduce((all, one) => all + (one.errorNanos ?? 0) ** 2, 0));
  row("Error", error ? "± " + time(error) + " (standard error)"
    : isMethod(node.frame) && !sum("walks") ? "none known: what was noted there says how long it took"
      : "none: known exactly");
  if (node.usual != null) row("Usually", time(node.usual));
}

function laneRows(lane, row) {
  row("Thread", foreign(lane.thread));
  row("Hand-off to end", time(lane.wallNanos));
  if (lane.lateNanos > 0) row("Began late by", time(lane.lateNanos));
  if (lane.cut) row("Cut", "it still ran when the profile ended");
}

function button(label, act, attributes) {
  const element = make("button", { type: "button", ...attributes }, label);
  element.addEventListener("click", act);
  return element;
}
