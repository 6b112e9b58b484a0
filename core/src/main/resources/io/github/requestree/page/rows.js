// Draws a row of the call tree: how long, how much of each kind, and what the report says of it.

function treeRow(view, level, position, size) {
  const row = make("div", {
    role: "treeitem", tabindex: -1, "aria-level": level, "aria-posinset": position, "aria-setsize": size,
    "aria-expanded": canOpen(view) ? String(isOpen(view)) : null, class: rowClass(view),
  },
  make("span", { class: "seconds" }, view.time ?? columnTime(view.total)),
  make("span", { class: "percent" }, percent(view.total)),
  bar(view),
  make("span", { class: "call" }, make("span", { class: "toggle", "aria-hidden": "true" }),
    view.type === "event" ? eventParts(view)
      : [isLane(view) ? make("span", { class: "lane", "aria-hidden": "true" }, "⇢ ") : "",
        foreign(view.label, "name"), view.type === "row" ? view.marks.map(mark) : frameMarks(view)]));
  row.lastChild.style.setProperty("--indent", Math.min(level, 25) - 1 + Math.max(0, level - 25) / 5);
  row.view = view;
  view.element = row;
  return row;
}

/** What is folded shows its frames when it is opened, and what they lead to before. */
const isOpen = (view) => (view.kind === "HIDDEN" && view.type === "row" ? !!view.unfolded : !!view.open);

const isLane = (view) => view.kind === "LANE" || (view.type !== "row" && !!view.node?.lane);

const rowClass = (view) => [
  view.type === "event" ? "event" : view.type === "row" ? (view.application ? "application" : "library")
    : isMethod(view.node.frame) && !view.node.frame.library && !view.group && !view.rest ? "application" : "library",
  isFound(view) && !view.rest ? "found" : "",
].join(" ");

/** How long, and of that how much of each kind. */
function bar(view) {
  const filled = make("span", { class: view.type === "event" ? "noted" : null },
    byColour(view.mix).map(([kind, nanos]) => part(kind, nanos, view.total)));
  filled.style.width = Math.min(100, (100 * view.total) / (figures.whole || 1)) + "%";
  return make("span", { class: "bar", "aria-hidden": "true" }, filled);
}

function part(kind, nanos, whole) {
  const element = make("i", { class: kind === "NOT_SAMPLED" ? "hatched" : null });
  element.style.flexGrow = nanos / (whole || 1);
  if (kind !== "NOT_SAMPLED") element.style.background = colour(kind);
  return element;
}

function swatch(kind) {
  const square = make("span", { class: "swatch" + (kind === "NOT_SAMPLED" ? " hatched" : ""), "aria-hidden": "true" });
  if (kind !== "NOT_SAMPLED") square.style.background = colour(kind);
  return square;
}

const MARKS = { COUNT: "place", PLACE: "place", WAITING: "wait", DETAIL: "detail", BLOCKS: "alarm", LANE: "detail" };

function mark({ type, text }, i, marks) {
  const kind = type === "WAITING" && Object.keys(KINDS).find((one) => text.replace("~", "").startsWith(KINDS[one]));
  return [" ", make("span", { class: "mark " + MARKS[type] }, kind ? swatch(kind) : "", foreign(text))];
}

/** What is known of a frame that is no line of the report. */
function frameMarks(view) {
  if (view.rest || view.group) return [];
  const { node } = view;
  const marks = place(node) ? [{ type: "PLACE", text: place(node) }] : [];
  if (!canOpen(view)) {
    for (const [kind] of byLength(view.mix)) {
      if (isWaiting(kind) && kind !== node.frame.kind) marks.push({ type: "WAITING", text: kindName(kind) });
    }
  }
  for (const { blocks } of view.nodes) {
    if (blocks) marks.push({ type: "BLOCKS", text: "blocks " + safe(blocks.thread) + " for " + columnTime(blocks.nanos) });
  }
  return marks.map(mark);
}

function eventParts(view) {
  const often = view.count > 1;
  const span = (type, ...content) => [" ", make("span", { class: type }, content)];
  return [
    view.kind ? [make("span", { class: "badge" }, foreign(view.kind)), " "] : "",
    foreign(view.label, "name"),
    often ? span("mark often", "×" + count(view.count)) : "",
    view.alarms.map((text) => span("mark alarm", foreign(text))),
    often ? span("mark each", view.mean + " each" + (view.max ? `, ${view.max} at most` : "")) : "",
    view.details.map((text) => span("mark detail", foreign(text))),
  ];
}
