// The timeline: a row for each thread, and one for the time on none.

const AXIS = 22;
const LANE = 30;

class Timeline {
  constructor(element, selected) {
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
    this.lanes = groupTracks(tracks);
    this.end = Math.max(profile.durationNanos, ...this.lanes.flatMap(({ runs }) =>
      runs.map((run) => run.startNanos + run.nanos)));
    this.render();
  }

  render() {
    if (!this.lanes) return;
    const merged = this.profile.timeline.mergedRuns;
    const names = make("div", { class: "threads", "aria-hidden": "true" }, this.lanes.map((lane) =>
      make("div", {}, lane.lane ? "⇢ " : "", foreign(lane.name))));
    const svg = draw("svg", {
      role: "listbox", "aria-label": "Timeline", height: AXIS + this.lanes.length * LANE,
    });
    this.element.replaceChildren(make("div", { class: "timeline" }, names, svg),
      merged ? make("p", { class: "hint" }, `${plural(merged, "short run")} did not fit and are part of the one beside them.`) : "");
    const width = Math.max(200, svg.clientWidth);
    svg.setAttribute("viewBox", `0 0 ${width} ${AXIS + this.lanes.length * LANE}`);
    svg.append(...this.axis(width), ...this.lanes.map((lane, i) => this.lane(lane, i, width)));
    this.active = rove(null, svg.querySelector("g.run"));
  }

  axis(width) {
    const step = niceStep(this.end / Math.max(2, width / 110));
    const marks = [];
    for (let at = 0; at <= this.end; at += step) {
      const x = (at / this.end) * width;
      marks.push(draw("line", { x1: x, x2: x, y1: AXIS - 5, y2: AXIS + this.lanes.length * LANE }));
      if (x < width - 40) marks.push(draw("text", { x: x + 3, y: AXIS - 9 }, (at / 1e9).toFixed(step < 1e7 ? 4 : step < 1e8 ? 3 : 2) + " s"));
    }
    return [draw("g", { class: "axis", "aria-hidden": "true" }, marks)];
  }

  lane(lane, index, width) {
    return draw("g", { role: "group", "aria-label": lane.lane ? "on thread " + lane.name : lane.name },
      lane.runs.map((run) => this.run(run, index, width)));
  }

  run(run, index, width) {
    const x = (run.startNanos / this.end) * width;
    const length = Math.max(1, (run.nanos / this.end) * width - 0.5);
    const y = AXIS + index * LANE + 3;
    run.node ??= nodeOf(this.profile, run);
    const kind = run.await ? "AWAIT" : kindOf(run);
    const blocks = run.node && blocking(run.node);
    const name = run.await ? "await" : nameOfRun(this.profile, run);
    const rect = draw("rect", { x, y, width: length, height: LANE - 6, rx: length > 6 ? 2 : 0 });
    rect.style.fill = colour(kind);
    const text = `${name}, ${exactSeconds(run.startNanos)} to ${exactSeconds(run.startNanos + run.nanos)}, `
      + kindName(kind) + (blocks ? ", blocks " + safe(blocks.thread) : "");
    const box = draw("g", { class: "run" + (blocks ? " blocks" : ""), role: "option", tabindex: -1, "aria-label": text },
      rect, draw("title", {}, text));
    const letters = Math.floor((length - 8) / LETTER);
    if (letters > 3) box.append(draw("text", { x: x + 4, y: y + 16 }, cut((blocks ? "⚠ " : "") + name, letters)));
    box.run = run;
    return box;
  }

  activate(box) {
    if (!box) return;
    this.active?.removeAttribute("aria-selected");
    this.active = rove(this.active, box);
    box.setAttribute("aria-selected", "true");
    box.focus();
    if (box.run.node) this.selected(viewFor(box.run.node));
  }

  press(event) {
    const lane = this.active?.parentNode;
    const go = {
      ArrowRight: () => this.active.nextElementSibling,
      ArrowLeft: () => this.active.previousElementSibling,
      ArrowDown: () => lane.nextElementSibling?.firstElementChild,
      ArrowUp: () => lane.previousElementSibling?.querySelector("g.run"),
      Enter: () => this.active,
    }[event.key];
    if (!go || !lane) return;
    event.preventDefault();
    this.activate(go());
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
  let deepest = null;
  for (const start of starts) {
    let node = start;
    let depth = run.stack[0] === start.frame.index ? 1 : 0;
    for (; depth < run.stack.length; depth++) {
      const next = node.children.find((child) => child.frame.index === run.stack[depth]);
      if (!next) break;
      node = next;
    }
    if (depth === run.stack.length) return node;
    deepest ??= node;
  }
  return deepest;
}

const kindOf = (run) => run.waiting
  ?? (run.node && KINDS[run.node.frame.kind] ? run.node.frame.kind : "WORKING");

/** The innermost call of the application, as that is what the reader knows. */
function nameOfRun(profile, run) {
  const frames = run.stack.map((index) => profile.frames[index]);
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
