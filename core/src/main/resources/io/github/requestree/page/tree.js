// The call tree: a row for each node in sight, flat, with its level said to screen readers.

const HEAVY_SHARE = 0.2;
const MOST_OPENED = 1000;

class CallTree {
  constructor(element, selected) {
    this.element = element;
    this.selected = selected;
    this.threshold = 0;
    element.addEventListener("click", (event) => this.click(event));
    element.addEventListener("dblclick", (event) => {
      const view = viewAt(event);
      if (view) this.setOpen(view, !view.open);
    });
    element.addEventListener("keydown", (event) => this.press(event));
  }

  /** Takes a tree, its heaviest path open, and beside it whatever is heavy too. */
  take(root) {
    this.root = root;
    this.active = null;
    this.openHeavy(root);
  }

  openHeavy(view) {
    view.open = true;
    this.shown(view).forEach((child, i) => {
      if (child.isOthers || child.isSelf) return;
      const heavy = child.reach >= HEAVY_SHARE * figures.whole;
      if (heavy || (i === 0 && child.total > 0)) this.openHeavy(child);
    });
  }

  /** Draws all rows anew, as after a change of what is shown. */
  render(active = this.active) {
    const fragment = document.createDocumentFragment();
    this.append(fragment, this.root, 1, null, 1, 1);
    this.element.replaceChildren(fragment);
    this.active = null;
    this.activate(active?.row?.isConnected ? active : this.root, false);
  }

  /** Its children that are long enough, and one for all others. */
  shown(view) {
    if (view.isOthers) return view.children;
    const children = childrenOf(view);
    const least = (this.threshold / 100) * figures.whole;
    const small = children.filter((one) => one.reach < least && !one.pinned && !one.node.lane);
    if (small.length < 2) return children;
    view.rest ??= { ...view, isOthers: true, row: null, open: false, parent: view };
    const { rest } = view;
    rest.children = small;
    rest.label = `[${small.length} others]`;
    rest.total = rest.self = small.reduce((sum, one) => sum + one.total, 0);
    rest.mix = {};
    for (const one of small) addMix(rest.mix, one.mix, 1);
    const large = children.filter((one) => !small.includes(one));
    const lanes = large.findIndex((one) => one.node.lane);
    large.splice(lanes < 0 ? large.length : lanes, 0, rest);
    return large;
  }

  append(fragment, view, level, above, position, size) {
    Object.assign(view, { shownLevel: level, above, row: this.row(view, level, position, size) });
    fragment.append(view.row);
    if (view.open) this.appendChildren(fragment, view);
  }

  appendChildren(fragment, view) {
    this.shown(view).forEach((child, i, all) =>
      this.append(fragment, child, view.shownLevel + 1, view, i + 1, all.length));
  }

  row(view, level, position, size) {
    const inner = !view.isSelf && (view.isOthers || childrenOf(view).length > 0);
    const { node } = view;
    const row = make("div", {
      role: "treeitem", tabindex: -1, "aria-level": level, "aria-posinset": position,
      "aria-setsize": size, "aria-expanded": inner ? String(!!view.open) : null,
      "aria-selected": "false", class: rowClass(view),
    },
    make("span", { class: "seconds" }, figures.show === "percent" ? "" : seconds(view.total)),
    make("span", { class: "percent" }, figures.show === "seconds" ? "" : percent(view.total)),
    bar(view),
    make("span", { class: "call" },
      make("span", { class: "toggle", "aria-hidden": "true" }),
      node.lane && !view.isSelf && !view.isOthers ? "⇢ " : "",
      foreign(view.label, "name"), remarksOf(view)));
    row.lastChild.style.paddingInlineStart = (Math.min(level, 25) - 1) * 14 + Math.max(0, level - 25) * 3 + "px";
    row.view = view;
    return row;
  }

  setOpen(view, open) {
    if (!view.row.hasAttribute("aria-expanded") || open === !!view.open) return;
    view.open = open;
    view.row.setAttribute("aria-expanded", String(open));
    if (open) {
      const fragment = document.createDocumentFragment();
      this.appendChildren(fragment, view);
      view.row.after(fragment);
      return;
    }
    while (view.row.nextSibling?.view.shownLevel > view.shownLevel) view.row.nextSibling.remove();
    if (!this.active.row.isConnected) this.activate(view, true);
  }

  /** Opens everything below, as far as that can still be read. */
  openAll(view) {
    let left = MOST_OPENED;
    const level = [view];
    while (level.length && left > 0) {
      const next = level.shift();
      const children = next.isSelf ? [] : this.shown(next);
      if (children.length) next.open = true;
      left -= children.length;
      level.push(...children);
    }
    this.render();
  }

  activate(view, focus) {
    this.active?.row?.setAttribute("aria-selected", "false");
    rove(this.active?.row, view.row);
    this.active = view;
    view.row.setAttribute("aria-selected", "true");
    if (focus) view.row.focus();
    this.selected(view);
  }

  /** Brings nodes into sight, and the first one under the cursor. */
  reveal(nodes, focus) {
    for (const node of nodes) {
      const view = viewFor(node);
      for (let one = view; one; one = one.parent) {
        if (one !== view) one.open = true;
        one.pinned = true;
      }
    }
    this.render(viewFor(nodes[0]));
    this.active.row.scrollIntoView({ block: "center" });
    if (focus) this.active.row.focus();
  }

  mark() {
    for (const row of this.element.children) row.className = rowClass(row.view);
  }

  click(event) {
    const view = viewAt(event);
    if (!view) return;
    this.activate(view, true);
    if (event.target.classList.contains("toggle")) this.setOpen(view, !view.open);
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const view = this.active;
    const { row } = view;
    const act = {
      ArrowDown: () => this.go(row.nextSibling),
      ArrowUp: () => this.go(row.previousSibling),
      Home: () => this.go(this.element.firstChild),
      End: () => this.go(this.element.lastChild),
      ArrowRight: () => view.open ? this.go(row.nextSibling) : this.setOpen(view, true),
      ArrowLeft: () => view.open ? this.setOpen(view, false) : this.go(view.above?.row),
      Enter: () => this.setOpen(view, !view.open),
      " ": () => this.setOpen(view, !view.open),
      "*": () => this.openAll(view),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  go(row) {
    if (row) this.activate(row.view, true);
  }
}

const viewAt = (event) => event.target.closest("[role=treeitem]")?.view;

const rowClass = (view) => [
  isFound(view) && !view.isOthers ? "found" : "",
  view.group || view.isSelf || view.isOthers || !isMethod(view.node.frame) ? "faint"
    : view.node.frame.library ? "library" : "application",
].join(" ");

/** How long, and of that how much of each kind. */
function bar(view) {
  const whole = figures.whole || 1;
  let at = 0;
  const stops = byLength(view.mix).map(([kind, nanos]) => {
    const from = at;
    at += (100 * nanos) / (view.total || 1);
    return `${colour(kind)} ${from}% ${at}%`;
  });
  const filled = make("span", {});
  filled.style.width = Math.min(100, (100 * view.total) / whole) + "%";
  if (stops.length) filled.style.background = `linear-gradient(to right, ${stops.join(", ")})`;
  return make("span", { class: "bar", "aria-hidden": "true" }, filled);
}

/** Line, waits, locks, lateness: what the text report writes behind the name. */
function remarksOf(view) {
  const { node } = view;
  const parts = [];
  const text = (type, ...content) => parts.push(" ", make("span", { class: type }, content));
  if (view.isOthers) return parts;
  if (node.count > 1 && !view.group && !view.isSelf) text("place", "× " + count(node.count));
  if (!view.group && !view.isSelf && place(node)) text("place", foreign(place(node)));
  if (view.isSelf || childrenOf(view).length === 0) {
    for (const [kind] of byLength(view.mix)) {
      if (isWaiting(kind) && kind !== node.frame.kind) text("wait", swatch(kind), kindName(kind));
    }
  }
  if (view.isSelf) return parts;
  for (const detail of (node.details ?? []).slice(0, 3)) text("detail", foreign(detail));
  for (const { blocks } of view.nodes) {
    if (blocks) text("alarm", "blocks ", foreign(blocks.thread), " for " + seconds(blocks.nanos));
  }
  if (node.lane?.lateNanos > figures.leastLate) text("alarm", `began ${seconds(node.lane.lateNanos)} late`);
  if (node.lane?.cut) text("detail", "cut: it still ran at the end");
  return parts;
}
