// Queries, remote calls and whatever else was noted, with the way to their places in the tree.

function showCalls(profile, element, reveal) {
  if (!profile.events.length) {
    element.replaceChildren(make("p", { class: "empty" }, "No queries or remote calls were noted."));
    return;
  }
  const heads = [["kind"], ["count", 1], ["total", 1], ["mean", 1], ["max", 1], ["what"], ["place"], ["remarks"]];
  const byPlace = heaviestNodes(profile);
  element.replaceChildren(make("div", { class: "scroll" }, make("table", {},
    make("caption", {}, "Queries and remote calls, the longest first. Their time is part of the tree's."),
    make("thead", {}, make("tr", {}, heads.map(([name, figure]) =>
      make("th", { scope: "col", class: figure ? "figure" : null }, name)))),
    make("tbody", {}, profile.events.map((event) => callRow(profile, event, byPlace, reveal))))));
}

function callRow(profile, event, byPlace, reveal) {
  const { place: at } = event;
  const node = at && (byPlace.get(placeKey(at, at.line)) ?? byPlace.get(placeKey(at)));
  const call = at && callName(profile, at);
  const cell = (type, ...content) => make("td", { class: type }, content);
  return make("tr", {},
    cell("kind", foreign(event.kind || "others")),
    cell("figure", count(event.count)),
    cell("figure", exactSeconds(event.totalNanos)),
    cell("figure", shortTime(event.totalNanos / Math.max(1, event.count))),
    cell("figure", shortTime(event.maxNanos)),
    cell("what", foreign(event.text, "code")),
    cell("", !at ? "not known" : node
      ? button([foreign(call)], () => reveal(node), { class: "link", title: "Show in the call tree" })
      : foreign(call),
    at?.file ? [" ", make("span", { class: "place" }, foreign(at.file + (at.line > 0 ? ":" + at.line : "")))] : ""),
    cell("", alarms(event).map((text) => [make("span", { class: "alarm" }, text), " "]),
      Object.entries(event.attributes).map(([name, value]) =>
        make("span", { class: "detail" }, foreign(name), " ", foreign(value), " "))));
}

function alarms(event) {
  const lines = [];
  if (event.kind === "sql" && event.longestRun >= 5) lines.push("N+1?");
  if (event.failures > 0) lines.push(count(event.failures) + " failed");
  return lines;
}

const placeKey = ({ className, method }, line) => [className, method, line].join("\n");

/** Of each method, and of each method and line. */
function heaviestNodes(profile) {
  const nodes = new Map();
  for (const node of profile.nodes) {
    if (!isMethod(node.frame)) continue;
    const call = { className: node.frame.className, method: node.frame.name };
    for (const key of [placeKey(call), placeKey(call, node.line)]) {
      if (!(nodes.get(key)?.totalNanos >= node.totalNanos)) nodes.set(key, node);
    }
  }
  return nodes;
}
