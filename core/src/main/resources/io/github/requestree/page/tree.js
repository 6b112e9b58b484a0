// The call tree: a row for each node in sight, flat, with its level said to screen readers.

const HEAVY_SHARE = 0.2;
const SMALL_SHARE = 0.005;
const MOST_OPENED = 1000;

class CallTree {
  constructor(element, selected) {
    this.element = element;
    this.selected = selected;
    this.least = 0;
    element.addEventListener("click", (event) => this.click(event));
    element.addEventListener("keydown", (event) => this.press(event));
  }

  take(root) {
    this.root = root;
    this.active = this.chosen = null;
    if (root.type === "frame") this.openHeavy(root);
  }

  /** Opens the heaviest path, and beside it whatever is heavy too. */
  openHeavy(view) {
    view.open = true;
    this.shown(view).forEach((child, i) => {
      if (child.rest) return;
      if (child.total >= HEAVY_SHARE * figures.whole || (i === 0 && child.total > 0)) this.openHeavy(child);
    });
  }

  /** Draws all rows anew, as after a change of what is shown. */
  render(active = this.active) {
    const fragment = document.createDocumentFragment();
    this.append(fragment, this.root, 1, null, 1, 1);
    this.element.replaceChildren(fragment);
    this.active = null;
    this.activate(active?.element?.isConnected ? active : this.root);
    if (this.chosen?.element?.isConnected) this.chosen.element.setAttribute("aria-selected", "true");
  }

  /** All that is small is one row: below frames and boxes, or where the reader asks for it. */
  shown(view) {
    const children = childrenOf(view);
    if (view.rest || !children.length) return children;
    const ofReport = ["row", "event"].includes(children.at(-1).type);
    const least = Math.max(ofReport ? 0 : SMALL_SHARE, this.least) * figures.whole;
    const small = children.filter((one) => one.total < least && !one.pinned && one.type !== "event"
      && !one.nodes.some((node) => node.lane || node.leads));
    if (small.length < 2) return children;
    const large = children.filter((one) => !small.includes(one));
    view.small = restOf(small, view);
    large.splice(large.filter((one) => !one.node.lane).length, 0, view.small);
    return large;
  }

  append(fragment, view, level, above, position, size) {
    Object.assign(view, { shownLevel: level, above });
    fragment.append(treeRow(view, level, position, size));
    if (view.open) this.appendChildren(fragment, view);
  }

  appendChildren(fragment, view) {
    this.shown(view).forEach((child, i, all) =>
      this.append(fragment, child, view.shownLevel + 1, view, i + 1, all.length));
  }

  setOpen(view, open) {
    if (!canOpen(view)) return;
    if (view.kind === "HIDDEN" && view.type === "row") {
      view.unfolded = open;
      view.open = true;
      if (open) childrenOf(view).forEach((frame) => this.openHeavy(frame));
    } else {
      view.open = open;
    }
    const row = view.element;
    row.setAttribute("aria-expanded", String(open));
    while (row.nextSibling?.view.shownLevel > view.shownLevel) row.nextSibling.remove();
    if (view.open) {
      const fragment = document.createDocumentFragment();
      this.appendChildren(fragment, view);
      row.after(fragment);
    }
    if (!this.active.element.isConnected) this.choose(view, true);
  }

  /** Opens everything below, as far as that can still be read. */
  openAll(view) {
    let left = MOST_OPENED;
    const level = [view];
    while (level.length && left > 0) {
      const next = level.shift();
      const children = this.shown(next);
      if (children.length) next.open = true;
      left -= children.length;
      level.push(...children);
    }
    this.render();
    this.active.element.focus();
  }

  /** The one that the Tab key stops at. */
  activate(view, focus) {
    rove(this.active?.element, view.element);
    this.active = view;
    if (focus) view.element.focus();
  }

  choose(view, focus) {
    this.chosen?.element?.setAttribute("aria-selected", "false");
    this.chosen = view;
    view.element.setAttribute("aria-selected", "true");
    this.activate(view, focus);
    this.selected(view);
  }

  /** Shows this node, opening what hides it. */
  reveal(node, focus) {
    const view = this.root.type === "frame" ? frameOf(node, this.root.scope, this.root) : this.rowOf(node);
    const inRows = this.root.type === "row" ? [profile.rows[node.box.row]] : [];
    for (const inner of [view, ...inRows]) {
      for (let one = inner; one; one = one.parent) {
        if (one !== view || one.kind === "OTHERS") one.open = true;
        one.pinned = true;
      }
    }
    this.render(view);
    let shown = view;
    while (shown.parent && !shown.element?.isConnected) shown = shown.parent;
    this.choose(shown, focus);
    shown.element.scrollIntoView({ block: "center" });
  }

  rowOf(node) {
    const row = profile.rows[node.box.row];
    if (row.kind === "OTHERS") return node.box;
    if (row.kind !== "HIDDEN") return row;
    row.unfolded = true;
    const [top] = childrenOf(row);
    return top ? frameOf(node, top.scope, top) : row;
  }

  mark() {
    for (const row of this.element.children) row.className = rowClass(row.view);
  }

  click(event) {
    const view = viewAt(event);
    if (!view) return;
    const again = this.chosen === view;
    this.choose(view, true);
    const open = isOpen(view);
    if (!open || again || event.target.classList.contains("toggle")) this.setOpen(view, !open);
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const view = this.active;
    const { element } = view;
    const open = isOpen(view);
    const act = {
      ArrowDown: () => this.go(element.nextSibling),
      ArrowUp: () => this.go(element.previousSibling),
      Home: () => this.go(this.element.firstChild),
      End: () => this.go(this.element.lastChild),
      ArrowRight: () => (open ? this.go(element.nextSibling) : this.setOpen(view, true)),
      ArrowLeft: () => (open ? this.setOpen(view, false) : this.go(view.above?.element)),
      Enter: () => this.setOpen(view, !open),
      " ": () => this.setOpen(view, !open),
      "*": () => this.openAll(view),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  go(row) {
    if (row) this.choose(row.view, true);
  }
}

function restOf(small, view) {
  const rest = {
    type: "rest", rest: true, kind: "REST", label: `[${small.length} others]`, nodes: [], node: view.node,
    parent: view, below: small, total: 0, mix: {}, open: view.small?.open ?? false,
  };
  for (const one of small) {
    rest.total += one.total;
    addMix(rest.mix, one.mix);
  }
  return rest;
}

const viewAt = (event) => event.target.closest("[role=treeitem]")?.view;
