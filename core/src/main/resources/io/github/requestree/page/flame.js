// The flame graph: the root on top, each call below its caller, as wide as it took long.

const ROW = 20;
const LETTER = 6.7;

class FlameGraph {
  constructor(svg, selected) {
    this.svg = svg;
    this.selected = selected;
    this.byPackage = false;
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

  take(root) {
    this.root = this.top = this.active = root;
  }

  zoom(view) {
    this.top = this.active = view;
    this.render();
    view.box?.focus();
  }

  /** Draws what is wide enough to be seen, from the zoomed node's callers on. */
  render() {
    this.width = Math.max(200, this.svg.clientWidth || 1000);
    this.depth = 0;
    const boxes = [];
    const path = [];
    for (let above = this.top.parent; above && this.top !== this.root; above = above.parent) {
      path.unshift(above);
      if (above === this.root) break;
    }
    path.forEach((view, depth) => boxes.push(this.box(view, 0, this.width, depth, true)));
    this.place(boxes, this.top, 0, this.width, path.length);
    this.svg.replaceChildren(...boxes);
    const height = (this.depth + 1) * ROW + 2;
    this.svg.setAttribute("height", height);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${height}`);
    if (!this.active.box?.isConnected) this.active = this.top;
    this.activate(this.active);
  }

  place(boxes, view, x, width, depth) {
    boxes.push(this.box(view, x, width, depth, false));
    this.depth = Math.max(this.depth, depth);
    for (const child of flameChildren(view)) {
      const childWidth = width * (child.total / (view.total || 1));
      if (childWidth < 0.7) break;
      this.place(boxes, child, x, childWidth, depth + 1);
      x += childWidth;
    }
  }

  box(view, x, width, depth, above) {
    const kind = mainKind(view.mix);
    const letters = Math.floor((width - 8) / LETTER);
    const rect = draw("rect", {
      x, y: depth * ROW, width: Math.max(0.5, width - 0.6), height: ROW - 1, rx: width > 6 ? 2 : 0,
    });
    rect.style.fill = this.byPackage ? packageColour(view) : colour(kind);
    const box = draw("g", {
      role: "treeitem", tabindex: -1, "aria-level": view.level,
      "aria-label": `${view.label}, ${seconds(view.total)}, ${percent(view.total)}, ${kindName(kind)}`,
      class: (above ? "above " : "") + (search.list.length ? (isFound(view) ? "found" : "dim") : ""),
    }, rect);
    if (letters > 2) {
      const label = cut(view.label + (letters > view.label.length + 16 ? "  " + time(view.total) : ""), letters);
      box.append(draw("text", { x: x + 4, y: depth * ROW + 13.5 }, label));
    }
    box.append(draw("title", {}, `${view.label}\n${time(view.total)}  ${kindName(kind)}`));
    box.view = view;
    view.box = box;
    return box;
  }

  activate(view) {
    rove(this.active?.box, view.box);
    for (const old of this.svg.querySelectorAll("[aria-selected]")) old.removeAttribute("aria-selected");
    view.box.setAttribute("aria-selected", "true");
    this.active = view;
    this.selected(view);
  }

  /** Zooms out as far as it takes to see it. */
  reveal(node, focus) {
    const view = viewFor(node);
    for (this.top = view; this.top.parent && this.top !== this.root; this.top = this.top.parent) {
      if (this.top.node.lane) break;
    }
    this.root = this.top;
    this.active = view;
    this.render();
    if (this.active !== view) {
      this.top = this.active = view;
      this.render();
    }
    if (focus) view.box?.focus();
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const view = this.active;
    const siblings = view.parent && view !== this.root ? flameChildren(view.parent) : [view];
    const at = siblings.indexOf(view);
    const act = {
      ArrowDown: () => this.go(flameChildren(view)[0]),
      ArrowUp: () => view !== this.root && this.go(view.parent),
      ArrowLeft: () => this.go(siblings[at - 1]),
      ArrowRight: () => this.go(siblings[at + 1]),
      Home: () => this.go(this.root),
      Enter: () => this.zoom(view),
      " ": () => this.zoom(view),
      Escape: () => this.zoom(this.root),
      Backspace: () => this.top !== this.root && this.zoom(this.top.parent),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  go(view) {
    if (!view) return;
    if (view.box?.isConnected) view.box.focus();
    else if (view === view.parent?.children?.[0]) this.zoom(view);
  }
}

/** Its own time stays empty; a lane has a graph of its own. */
const flameChildren = (view) => childrenOf(view).filter((one) => !one.isSelf && !one.node.lane);

/** The same colour for the same package, wherever it is called; a library's is paler. */
function packageColour(view) {
  const name = packageOf(view.node.frame);
  if (!name) return "var(--WAITING)";
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + letter.charCodeAt(0)) % 3600;
  const pale = view.group || view.node.frame.library;
  return `hsl(${hash / 10} ${pale ? 20 : 60}% var(--light))`;
}
