// Where time was spent, whatever led there: by method and by library.

const MOST_METHODS = 100;

/** Self and total time of each method over all paths; within itself a method counts once. */
function hotMethods(profile) {
  const methods = new Map();
  const running = new Map();
  const visit = (node) => {
    let hot = methods.get(node.frame);
    if (!hot) methods.set(node.frame, (hot = { frame: node.frame, self: 0, total: 0, nodes: [], mix: {} }));
    hot.self += node.selfNanos;
    addMix(hot.mix, node.ownMix);
    hot.nodes.push(node);
    const depth = running.get(node.frame) ?? 0;
    if (!depth) hot.total += node.totalNanos;
    running.set(node.frame, depth + 1);
    node.children.forEach(visit);
    running.set(node.frame, depth);
  };
  for (const node of profile.nodes) if (!node.gone && (!node.parent || node.lane)) visit(node);
  return [...methods.values()].filter(({ frame }) => isMethod(frame) || OFF_THREAD.has(frame.kind))
    .sort((one, other) => other.self - one.self || other.total - one.total);
}

/** How much of all self time is each library's, and the application's. */
function hotLibraries(hot) {
  const libraries = new Map();
  for (const { frame, self } of hot) {
    const name = libraryOf(frame) || kindName(frame.kind);
    libraries.set(name, (libraries.get(name) ?? 0) + self);
  }
  return [...libraries].filter(([, nanos]) => nanos > 0).sort((one, other) => other[1] - one[1]);
}

function showHot(profile, element, reveal) {
  profile.hot ??= hotMethods(profile);
  const whole = profile.hot.reduce((sum, { self }) => sum + self, 0);
  const libraries = hotLibraries(profile.hot);
  const found = profile.hot.filter(({ nodes }) => !search.text || nodes.some((node) => search.found.has(node)));
  const shown = found.slice(0, MOST_METHODS);
  element.replaceChildren(
    make("h2", { id: "libraries-title" }, "By library"),
    make("ul", { class: "plain libraries", "aria-labelledby": "libraries-title" }, libraries.slice(0, 12).map(([name, nanos]) =>
      make("li", {}, foreign(name, "name"), " ", make("b", {}, percent(nanos, whole)), " ", columnTime(nanos)))),
    table("Methods by their own time, over all paths and threads.",
      [["own time", 1], ["%", 1], ["with callees", 1], ["%", 1], ["method"], ["library"], ["places"]],
      shown.map((hot) => hotRow(hot, whole, reveal))),
    found.length > shown.length ? make("p", { class: "hint" }, `and ${plural(found.length - shown.length, "other method")}`) : "");
}

function hotRow({ frame, self, total, nodes }, whole, reveal) {
  const places = [...nodes].sort((one, other) => other.selfNanos - one.selfNanos);
  let next = 0;
  const go = () => reveal(places[next++ % places.length]);
  return make("tr", { class: frame.library ? "library" : "application", "aria-current": isChosen(nodes) && "true" },
    cell("figure", columnTime(self)), cell("figure", percent(self, whole)),
    cell("figure", columnTime(total)), cell("figure", percent(total, whole)),
    cell("what", button([foreign(frame.label)], go, { class: "link", title: "Show in the call tree" })),
    cell("", foreign(libraryOf(frame))), cell("figure", count(nodes.length)));
}

const cell = (type, ...content) => make("td", { class: type }, content);

function table(caption, heads, rows) {
  return make("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, make("table", {},
    make("caption", {}, caption),
    make("thead", {}, make("tr", {}, heads.map(([name, figure]) =>
      make("th", { scope: "col", class: figure ? "figure" : null }, name)))),
    make("tbody", {}, rows)));
}
