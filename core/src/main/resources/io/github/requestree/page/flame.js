// The flame graph: the root on top, each call below its caller; below it, each lane on its own.

const MOST_LANES = 30;
const LANE_TITLE = 26;

class FlameGraph {
  constructor(svg, selected) {
    this.svg = svg;
    this.selected = selected;
    this.byPackage = false;
    this.inverted = false;
    svg.addEventListener("click", (event) => {
      const view = viewAt(event);
      if (view) this.zoom(view);
    });
    svg.addEventListener("focusin", (event) => {
      const view = viewAt(event);
      if (view && view !== this.active) this.activate(view);
    });
    svg.addEventListener("keydown", (event) => this.press(event));
  }

  take(boxes) {
    const lanes = boxes.filter((box) => box.node.lane).sort(longestFirst);
    this.left = lanes.length - MOST_LANES;
    this.roots = [boxes[0], ...lanes.slice(0, MOST_LANES)];
    this.invert(false);
  }

  /** The hottest methods on top, each above its callers; or each call below its caller. */
  invert(inverted) {
    this.inverted = inverted;
    this.graphs = inverted ? this.roots.map(invertedRoot) : this.roots;
    this.graphs.forEach((graph) => (graph.graph = graph));
    [this.top] = this.graphs;
    this.active = this.top;
  }

  zoom(view) {
    this.top = this.active = view;
    this.render();
    view.element?.focus();
  }

  graphOf(view) {
    let one = view;
    while (!this.graphs.includes(one)) one = one.parent;
    return one;
  }

  /** Draws what is wide enough to be seen, from the zoomed node's callers on. */
  render() {
    this.width = Math.max(200, this.svg.parentNode.clientWidth || 1000);
    const boxes = [hatching()];
    let y = 0;
    const zoomed = this.graphOf(this.top);
    const longest = this.graphs[0].total || 1;
    this.graphs.forEach((graph, i) => {
      if (i) {
        boxes.push(this.title(graph, y));
        y += LANE_TITLE;
      }
      const whole = !i || graph === zoomed && this.top !== graph;
      y = this.graph(boxes, graph, y, whole ? this.width
        : Math.min(this.width, Math.max(60, (this.width * graph.total) / longest)), zoomed);
    });
    if (this.left > 0) {
      boxes.push(boxText(4, y + 17, `and ${plural(this.left, "shorter lane")}`));
      y += LANE_TITLE;
    }
    this.svg.replaceChildren(...boxes);
    this.svg.setAttribute("height", y);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${y}`);
    if (!this.active.element?.isConnected) this.active = this.top;
    this.activate(this.active, true);
  }

  title(graph, y) {
    const { node } = this.roots[this.graphs.indexOf(graph)];
    const from = node.parent && isMethod(node.parent.frame) ? ", handed off by " + node.parent.frame.label : "";
    const text = boxText(4, y + 18, cut(`⇢ ${nameOf(node)}  ${this.length(graph)}${from}`, Math.floor(this.width / LETTER)));
    text.setAttribute("class", "lane-title");
    text.setAttribute("aria-hidden", "true");
    return text;
  }

  /** One graph; returns where the next one may begin. */
  graph(boxes, root, y, width, zoomed) {
    const top = root === zoomed ? this.top : root;
    const path = [];
    for (let above = top; above !== root;) path.unshift(above = above.parent);
    path.forEach((view, depth) => boxes.push(this.box(view, 0, this.width, y + depth * ROW, "above")));
    let bottom = y;
    const place = (view, x, wide, at) => {
      boxes.push(this.box(view, x, wide, at, ""));
      bottom = Math.max(bottom, at + ROW);
      for (const child of graphChildren(view)) {
        const childWidth = wide * (child.total / (view.total || 1));
        if (childWidth < LEAST_WIDTH) break;
        place(child, x, childWidth, at + ROW);
        x += childWidth;
      }
    };
    place(top, 0, width, y + path.length * ROW);
    return bottom;
  }

  box(view, x, width, y, type) {
    const drawn = Math.max(0.5, width - 0.6);
    const letters = Math.floor((width - 8) / LETTER);
    const noted = notedIn(view);
    const found = search.text ? (this.found(view) ? "found" : "dim") : "";
    const text = this.describe(view) + (noted.length ? ", " + notedText(noted) : "");
    const box = draw("g", { role: "treeitem", tabindex: -1, "aria-level": view.level, "aria-label": text,
      class: type + " " + found }, this.rects(view, x, y, drawn));
    if (width > LEAST_SPLIT) box.append(draw("rect", { class: "outline", x, y, width: drawn, height: ROW - 2 }));
    const marked = noted.length && width > 24 ? 14 : 0;
    if (letters > 2) {
      const label = view.label + (letters > view.label.length + 18 ? `  ${this.measure(view)}` : "")
        + (noted.length && letters > view.label.length + 40 ? "  " + notedText(noted) : "");
      box.append(boxText(x + 4 + marked, y + 15, cut(label, letters - (marked ? 2 : 0))));
    }
    if (marked) box.append(diamond(x + 9, y + (ROW - 2) / 2));
    if (width > 6) box.append(draw("title", {}, text));
    box.view = view;
    view.element = box;
    return box;
  }

  length(view) {
    return columnTime(view.total);
  }

  measure(view) {
    return `${this.length(view)}  ${percent(view.total)}`;
  }

  describe(view) {
    return `${view.label}, ${columnTime(view.total)}, ${percent(view.total)}, `
      + byLength(view.mix).slice(0, 3).map(([kind]) => kindName(kind)).join(", ");
  }

  found(view) {
    return isFound(view);
  }

  rects(view, x, y, width) {
    return splitRects(view, x, y, width, this.byPackage);
  }

  activate(view, quiet) {
    rove(this.active?.element, view.element);
    for (const old of this.svg.querySelectorAll("[aria-selected]")) old.removeAttribute("aria-selected");
    this.active = view;
    if (quiet) return;
    view.element.setAttribute("aria-selected", "true");
    this.selected(view);
  }

  /** Zooms out as far as it takes to see it, in the graph of its lane. */
  reveal(node, focus) {
    this.top = this.graphs[0];
    const view = this.inverted ? invertedOf(this.graphs, node) : node.box;
    this.active = view;
    this.render();
    if (this.active !== view) this.top = view;
    this.active = view;
    this.render();
    if (!view.element?.isConnected) return;
    this.activate(view);
    view.element.scrollIntoView({ block: "nearest" });
    if (focus) view.element.focus();
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const view = this.active;
    const siblings = this.graphs.includes(view) ? this.graphs : graphChildren(view.parent);
    const at = siblings.indexOf(view);
    const act = {
      ArrowDown: () => this.go(graphChildren(view)[0]),
      ArrowUp: () => !this.graphs.includes(view) && this.go(view.parent),
      ArrowLeft: () => this.go(siblings[at - 1]),
      ArrowRight: () => this.go(siblings[at + 1]),
      Home: () => this.go(this.graphs[0]),
      Enter: () => this.zoom(view),
      " ": () => this.zoom(view),
      Escape: () => this.zoom(this.graphs[0]),
      Backspace: () => !this.graphs.includes(this.top) && this.zoom(this.top.parent),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  go(view) {
    if (!view) return;
    if (view.element?.isConnected) view.element.focus();
    else if (view === graphChildren(view.parent)[0]) this.zoom(view);
  }
}

/** Its own time stays empty; a lane has a graph of its own. */
const graphChildren = (view) => (view.type === "inverted" ? (view.below ??= callersOf(view)) : view.below);
