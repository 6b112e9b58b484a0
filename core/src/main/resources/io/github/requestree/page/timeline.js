// The timeline: a row for each thread, and one for the time on none. Zoomed by wheel, drag and keys.

const AXIS = 22;
const LANE = 34;
const LEAST_STRETCH = 1e5;

class Timeline {
  constructor(element, selected, chosen) {
    this.chosen = chosen;
    this.element = element;
    this.selected = selected;
    element.addEventListener("click", (event) => this.activate(event.target.closest("g.run")));
    element.addEventListener("keydown", (event) => this.press(event));
  }

  show(profile) {
    this.profile = profile;
    const tracks = profile.timeline?.tracks ?? [];
    if (!tracks.length) {
      this.element.replaceChildren(make("p", { class: "empty" }, profile.totals
        ? "The profile of a route has no timeline: its requests did not run one after the other."
        : "No timeline was recorded: nobody asked for one when this profile was made."));
      return;
    }
    this.lanes ??= groupTracks(tracks);
    this.end ??= Math.max(profile.durationNanos, ...this.lanes.flatMap(({ runs }) =>
      runs.map((run) => run.startNanos + run.nanos)));
    this.from ??= 0;
    this.to ??= this.end;
    this.frame();
    this.render();
  }

  /** What stays while it is zoomed. */
  frame() {
    if (this.svg) return;
    const merged = this.profile.timeline.mergedRuns;
    const names = make("div", { class: "threads", "aria-hidden": "true" }, this.lanes.map((lane) =>
      make("div", {}, lane.lane ? "⇢ " : "", foreign(lane.name))));
    this.svg = draw("svg", { role: "listbox", "aria-label": "Timeline" });
    this.stack = make("section", { class: "stack", "aria-label": "Stack of the selected stretch" });
    this.element.replaceChildren(make("div", { class: "timeline" }, names, this.svg), this.stack,
      merged ? make("p", { class: "hint" }, `${plural(merged, "short run")} did not fit and are part of the one beside them.`) : "");
    this.svg.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.svg.addEventListener("pointerdown", (event) => this.drag(event));
  }

  render() {
    if (!this.svg) return;
    const width = (this.width = Math.max(200, this.svg.clientWidth));
    const height = AXIS + this.lanes.length * LANE;
    const kept = this.active?.run;
    this.svg.setAttribute("height", height);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.replaceChildren(hatching(), ...this.axis(width), ...this.lanes.map((lane, i) => this.lane(lane, i)));
    const boxes = [...this.svg.querySelectorAll("g.run")];
    const again = boxes.find((box) => box.run === kept);
    this.active = rove(null, again ?? boxes[0]);
    if (again) again.setAttribute("aria-selected", "true");
  }

  x(nanos) {
    return ((nanos - this.from) / (this.to - this.from)) * this.width;
  }

  nanosAt(event) {
    const { left, width } = this.svg.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
    return this.from + share * (this.to - this.from);
  }

  zoom(from, to) {
    const length = Math.min(this.end, Math.max(LEAST_STRETCH, to - from));
    this.from = Math.min(this.end - length, Math.max(0, from));
    this.to = this.from + length;
    this.render();
  }

  /** Around where the pointer is. */
  wheel(event) {
    event.preventDefault();
    const at = this.nanosAt(event);
    const factor = event.deltaY > 0 ? 1.25 : 0.8;
    this.zoom(at - (at - this.from) * factor, at + (this.to - at) * factor);
  }

  /** Zooms into the stretch that is dragged over. */
  drag(event) {
    if (event.button) return;
    const start = this.nanosAt(event);
    const shade = draw("rect", { class: "shade", y: 0, height: "100%" });
    const move = (next) => {
      const [from, to] = [start, this.nanosAt(next)].sort((one, other) => one - other);
      shade.setAttribute("x", this.x(from));
      shade.setAttribute("width", this.x(to) - this.x(from));
      if (!shade.isConnected) this.svg.append(shade);
      return [from, to];
    };
    const up = (next) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      shade.remove();
      const [from, to] = move(next);
      shade.remove();
      if (this.x(to) - this.x(from) > 5) this.zoom(from, to);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
  }

  whole() {
    this.zoom(0, this.end);
  }

  axis(width) {
    const step = niceStep((this.to - this.from) / Math.max(2, width / 110));
    const marks = [];
    for (let at = Math.ceil(this.from / step) * step; at <= this.to; at += step) {
      const x = this.x(at);
      marks.push(draw("line", { x1: x, x2: x, y1: AXIS - 5, y2: AXIS + this.lanes.length * LANE }));
      if (x < width - 40) marks.push(draw("text", { x: x + 3, y: AXIS - 9 }, (at / 1e9).toFixed(step < 1e7 ? 4 : step < 1e8 ? 3 : 2) + " s"));
    }
    return [draw("g", { class: "axis", "aria-hidden": "true" }, marks)];
  }

  lane(lane, index) {
    const seen = lane.runs.filter((run) => run.startNanos < this.to && run.startNanos + run.nanos > this.from);
    return draw("g", { role: "group", "aria-label": lane.lane ? "on thread " + lane.name : lane.name },
      seen.map((run) => this.run(run, index)));
  }

  run(run, index) {
    const x = Math.max(-2, this.x(run.startNanos));
    const length = Math.max(1, Math.min(this.width + 2, this.x(run.startNanos + run.nanos)) - x - 0.5);
    const y = AXIS + index * LANE + 3;
    run.node ??= nodeOf(this.profile, run);
    const kind = run.await ? "AWAIT" : kindOf(run);
    const blocks = run.node && blocking(run.node);
    const noted = run.node ? notedAbove(run.node) : [];
    const name = run.await ? "await" : nameOfRun(this.profile, run);
    const rect = draw("rect", { x, y, width: length, height: LANE - 8, rx: length > 6 ? 2 : 0 });
    rect.style.fill = fillOf(kind);
    const text = `${name}, ${columnTime(run.startNanos)} to ${columnTime(run.startNanos + run.nanos)}, `
      + kindName(kind) + (blocks ? ", blocks " + safe(blocks.thread) : "") + (noted.length ? ", " + notedText(noted) : "");
    const found = search.text ? (run.node && search.found.has(run.node) ? " found" : " dim") : "";
    const box = draw("g", { class: "run" + (blocks ? " blocks" : "") + found, role: "option", tabindex: -1, "aria-label": text },
      rect, draw("title", {}, text));
    if (noted.length) box.append(draw("rect", { class: "noted", x, y: y + LANE - 11, width: length, height: 3 }));
    const letters = Math.floor((length - 8) / LETTER);
    if (letters > 3) box.append(boxText(x + 4, y + 16, cut((blocks ? "⚠ " : "") + name, letters)));
    box.run = run;
    return box;
  }

  /** Shows the longest stretch of a call that is in sight. */
  choose(node) {
    const isIn = ({ run }) => {
      for (let above = run.node; above; above = above.parent) if (above === node) return true;
      return false;
    };
    const [box] = [...(this.svg?.querySelectorAll("g.run") ?? [])].filter(isIn)
      .sort((one, other) => other.run.nanos - one.run.nanos);
    this.activate(box, true);
  }

  activate(box, quiet) {
    if (!box) return;
    this.active?.removeAttribute("aria-selected");
    this.active = rove(this.active, box);
    box.setAttribute("aria-selected", "true");
    if (!quiet) {
      box.focus();
      this.chosen(box.run.node ?? null);
    }
    this.showStack(box.run);
  }

  /** The outermost call first, with what was asked there. */
  showStack(run) {
    const frames = run.stack.map((index) => this.profile.frames[index]).filter((frame) => !frame.own);
    const noted = run.node ? notedAbove(run.node) : [];
    this.stack.replaceChildren(
      make("h2", {}, `${columnTime(run.startNanos)} to ${columnTime(run.startNanos + run.nanos)}, `,
        swatch(run.await ? "AWAIT" : kindOf(run)), kindName(run.await ? "AWAIT" : kindOf(run))),
      make("ol", {}, frames.map((frame) =>
        make("li", { class: frame.library ? "library" : "application" }, foreign(frame.label, "name"), " ",
          frame.file ? foreign(frame.file, "place") : ""))),
      noted.length ? make("p", { class: "hint" }, "Noted there: ", foreign(notedText(noted), "code")) : "",
      run.node ? make("p", { class: "actions" }, button("Show in call tree", () => this.selected(run.node))) : "");
  }

  press(event) {
    const lane = this.active?.parentNode;
    const middle = (this.from + this.to) / 2;
    const quarter = (this.to - this.from) / 4;
    const zoom = {
      "+": () => this.zoom(middle - quarter, middle + quarter),
      "-": () => this.zoom(middle - 4 * quarter, middle + 4 * quarter),
      0: () => this.whole(),
      Escape: () => this.whole(),
    }[event.key];
    const go = {
      ArrowRight: () => this.active.nextElementSibling,
      ArrowLeft: () => this.active.previousElementSibling,
      ArrowDown: () => lane.nextElementSibling?.firstElementChild,
      ArrowUp: () => lane.previousElementSibling?.querySelector("g.run"),
      Enter: () => this.active,
    }[event.key];
    if (!lane || !(go || zoom)) return;
    event.preventDefault();
    if (go) return this.activate(go());
    zoom();
    this.active?.focus();
  }
}

/** Stays on one thread share a row, and so do all awaits. */
function groupTracks(tracks) {
  const lanes = new Map();
  for (const track of tracks) {
    const name = safe(track.thread) || "on no thread";
    const key = track.lane + name;
    if (!lanes.has(key)) lanes.set(key, { name, lane: track.lane, runs: [] });
    for (const run of track.runs) {
      lanes.get(key).runs.push({ ...run, await: !track.thread, lane: track.lane, thread: track.thread });
    }
  }
  return [...lanes.values()];
}

/** Walks the tree along the run's stack; in lanes from the root of one on the same thread. */
function nodeOf(profile, run) {
  const starts = run.lane
    ? profile.nodes.filter((node) => node.lane?.thread === run.thread) : [profile.root];
  const stack = run.stack.filter((index) => !profile.frames[index].own);
  let deepest = null;
  for (const start of starts) {
    let node = start;
    let depth = stack[0] === start.frame.index ? 1 : 0;
    for (; depth < stack.length; depth++) {
      const next = node.children.find((child) => child.frame.index === stack[depth]);
      if (!next) break;
      node = next;
    }
    if (depth === stack.length) return node;
    deepest ??= node;
  }
  return deepest;
}

const kindOf = (run) => run.waiting
  ?? (run.node && KINDS[run.node.frame.kind] ? run.node.frame.kind : "WORKING");

/** The innermost call of the application, as that is what the reader knows. */
function nameOfRun(profile, run) {
  const frames = run.stack.map((index) => profile.frames[index]).filter((frame) => !frame.own);
  const inner = frames.filter((frame) => !frame.library).pop() ?? frames.pop();
  return inner?.label ?? profile.root.frame.label;
}

function blocking(node) {
  for (let above = node; above; above = above.parent) if (above.blocks) return above.blocks;
  return null;
}

function niceStep(atLeast) {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 5, 10].find((one) => one * power >= atLeast) * power;
}
