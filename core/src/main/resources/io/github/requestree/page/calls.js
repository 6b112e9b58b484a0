// Queries, remote calls and whatever else was noted, with the way to their places in the tree.

function showCalls(profile, element, reveal) {
  if (!profile.events.length) {
    element.replaceChildren(make("p", { class: "empty" }, "No queries or remote calls were noted."));
    return;
  }
  const matches = (event) => !search.text || (event.kind + " " + event.text).toLowerCase().includes(search.text)
    || event.nodes.some((node) => search.found.has(node));
  element.replaceChildren(table("Queries and remote calls, the longest first. Their time is part of the tree's.",
    [["kind"], ["count", 1], ["total", 1], ["mean", 1], ["max", 1], ["what"], ["place"], ["remarks"]],
    profile.events.filter(matches).map((event) => callRow(profile, event, reveal))));
}

function callRow(profile, event, reveal) {
  const { place: at, nodes: [node] } = event;
  const call = at && callName(profile, at);
  return make("tr", { "aria-current": isChosen(event.nodes, profile.events.indexOf(event)) && "true" },
    cell("kind", foreign(event.kind || "others")),
    cell("figure", count(event.count)),
    cell("figure", time(event.totalNanos)),
    cell("figure", time(event.totalNanos / Math.max(1, event.count))),
    cell("figure", time(event.maxNanos)),
    cell("what", foreign(event.text, "code")),
    cell("", !at ? "not known" : node
      ? button([foreign(call)], () => reveal(node), { class: "link", title: "Show in the call tree" })
      : foreign(call),
    at?.file ? [" ", make("span", { class: "place" }, foreign(at.file + (at.line > 0 ? ":" + at.line : "")))] : ""),
    cell("", event.alarms.map((text) => [make("span", { class: "alarm" }, foreign(text)), " "]),
      Object.entries(event.attributes).map(([name, value]) =>
        make("span", { class: "detail" }, foreign(name), " ", foreign(value), " "))));
}

const isOneByOne = (event) => event.alarms.includes("N+1?");

/** Gives each event the nodes of its call, the heaviest first, and these nodes the event. */
function noteEvents(profile, alarms) {
  profile.events.forEach((event, i) => (event.alarms = alarms[i]));
  const byCall = new Map();
  for (const node of profile.nodes) {
    if (node.gone || !isMethod(node.frame)) continue;
    const key = callKey(node.frame.className, node.frame.name);
    byCall.has(key) ? byCall.get(key).push(node) : byCall.set(key, [node]);
  }
  for (const event of profile.events) {
    const { place } = event;
    const all = (place && byCall.get(callKey(place.className, place.method))) ?? [];
    const atLine = all.filter((node) => node.line === place.line);
    event.nodes = (atLine.length ? atLine : [...all]).sort((one, other) => other.totalNanos - one.totalNanos);
    for (const node of event.nodes) (node.noted ??= []).push(event);
  }
}

const callKey = (className, method) => className + "\n" + method;

/** What was noted in a node or in what called it. */
function notedAbove(node) {
  const events = [];
  for (let above = node; above; above = above.lane ? null : above.parent) events.push(...(above.noted ?? []));
  return events;
}

/** What must not be overlooked stands on the tab. */
function callsOnTab(profile) {
  const all = profile.events.reduce((sum, event) => sum + event.count, 0);
  return !all ? "" : [" ", make("b", {}, count(all)),
    profile.events.some(isOneByOne) ? make("b", { class: "alarm" }, " · N+1?") : "",
    profile.events.some(({ failures }) => failures > 0) ? make("b", { class: "alarm" }, " · failed") : ""];
}
