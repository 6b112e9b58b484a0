// What takes more and what takes less than in another profile: the text's tree, and a graph of all
// calls of both, each as wide as it took before and after together.

/** The calls of both; the server has matched them and says how much each changed by itself. */
function readCompared(json, shown) {
  const both = readShown(readProfile(json), shown);
  both.nodes.forEach((node, i) => {
    let own = node;
    while (own.gone) own = own.parent;
    own.change = (own.change ?? 0) + shown.changes[i];
  });
  const { boxes } = both;
  for (const box of boxes) box.change = box.nodes.reduce((sum, node) => sum + (node.change ?? 0), 0);
  for (let i = boxes.length - 1; i > 0; i--) if (!boxes[i].node.lane) boxes[i].parent.change += boxes[i].change;
  return both;
}

const before = ({ total, change }) => (total - change) / 2;

const after = ({ total, change }) => (total + change) / 2;

class ChangeGraph extends FlameGraph {
  length(view) {
    return signedColumn(view.change);
  }

  measure(view) {
    return this.length(view);
  }

  describe(view) {
    return `${view.label}, ${columnTime(before(view))} before, ${columnTime(after(view))} after: ${this.measure(view)}`;
  }

  found(view) {
    return view.label.toLowerCase().includes(search.text);
  }

  rects(view, x, y, width) {
    const rect = draw("rect", { x, y, width, height: ROW - 2 });
    const share = Math.round((100 * Math.abs(view.change)) / (view.total || 1));
    rect.style.fill = `color-mix(in srgb, var(--${view.change < 0 ? "less" : "more"}) ${share}%, var(--same))`;
    return [rect];
  }
}

const signedColumn = (nanos) => (nanos < 0 ? "-" : "+") + columnTime(Math.abs(nanos));

/** The same call in another tree, by the names on its way; null if it is not there. */
function likeIt(node, root) {
  const path = [];
  for (let one = node; one.parent; one = one.parent) path.unshift(one);
  let at = root;
  for (const one of path) {
    at = [...at.children, ...at.lanes].find((next) => nameOf(next) === nameOf(one) && !next.lane === !one.lane);
    if (!at) return null;
  }
  return at;
}

/** The lines of the text report, without its first and with the two pages as links. */
function showCompared(profile, both, text, links) {
  const [first, , ...lines] = text.split("\n");
  const words = first.split(" --- ").at(-1);
  const page = (id, query = "") => "./" + encodeURIComponent(id) + query;
  const side = (line, id) => {
    const [name, ...facts] = line.trim().split(/ +/);
    return make("p", { class: "side" }, links.formats.length ? make("a", { href: page(id) }, name) : name, " ", foreign(facts.join(" ")));
  };
  const sign = (line) => ({ "+": "more", "-": "less" })[line.match(/^[^\p{L}\d+-]*([+-])/u)?.[1]];
  const differ = !words.endsWith("no difference");
  find("compared").replaceChildren(
    make("h2", {}, foreign(words)),
    side(lines[0], both.id), side(lines[1], profile.id),
    links.formats.length ? make("p", {}, make("a", { href: page(both.id, "?compare=" + encodeURIComponent(profile.id)) }, "Swap them")) : "",
    differ ? make("pre", { tabindex: 0, "aria-label": "Differences" },
      lines.slice(3).map((line) => make("span", { class: sign(line) }, safe(line) + "\n"))) : "",
    differ ? make("p", { class: "hint" }, make("span", { class: "swatch more" }), "more time than before ",
      make("span", { class: "swatch less" }), "less; each as wide as it took before and after together") : "");
  return differ;
}
