// Boxes of graphs: as wide as it took long, split by what happened, marked where something was noted.

const ROW = 24;
const LETTER = 6.7;
const LEAST_WIDTH = 2;
const LEAST_SPLIT = 16;
const SVG_HATCH = "url(#hatch)";

const fillOf = (kind) => (kind === "NOT_SAMPLED" ? SVG_HATCH : colour(kind));

/** Lines across, for time that nobody saw. */
function hatching() {
  return draw("defs", {}, draw("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" },
  draw("rect", { class: "hatch-ground", width: 6, height: 6 }), draw("rect", { class: "hatch-line", width: 2.5, height: 6 })));
}

/** The rectangles of a box; one, or one for each kind of time in it. */
function splitRects(view, x, y, width, byPackage) {
  const rect = (fill, at, length) => {
    const element = draw("rect", { x: at, y, width: Math.max(0.5, length), height: ROW - 2 });
    element.style.fill = fill;
    return element;
  };
  const kinds = byColour(view.mix);
  if (byPackage) return [rect(packageColour(view), x, width)];
  if (width < LEAST_SPLIT || kinds.length < 2) return [rect(fillOf(kinds[0]?.[0] ?? "WORKING"), x, width)];
  let at = x;
  return kinds.map(([kind, nanos]) => {
    const length = (width * nanos) / (view.total || 1);
    at += length;
    return rect(fillOf(kind), at - length, length);
  });
}

/** Diamonds stand for queries and calls. */
const diamond = (x, y) => draw("path", { class: "noted", d: `M${x} ${y - 5}l5 5l-5 5l-5 -5z` });

/** A label that stays readable on any colour. */
const boxText = (x, y, text) => draw("text", { x, y }, text);

/** The same colour for the same package, wherever it is called; a library's is paler. */
function packageColour(view) {
  const name = packageOf(view.node.frame);
  if (!name) return "var(--AWAIT)";
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) % 3600;
  const pale = view.group || view.node.frame.library;
  return `hsl(${hash / 10} ${pale ? 20 : 60}% var(--light))`;
}

/** How many times what was noted in these nodes. */
const notedIn = (view) => [...new Set(view.nodes.flatMap((node) => node.noted ?? []))];

const notedText = (events) => events.map((event) =>
  cut(`${event.kind ? event.kind + " " : ""}${safe(event.text)}`, 80) + (event.count > 1 ? ` ×${count(event.count)}` : "")).join("; ");
