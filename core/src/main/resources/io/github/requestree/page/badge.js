// The badge: what the server did for the page that holds it, and for the requests of its scripts.
// It runs among an application's own scripts, so it leaves no name behind and changes nothing.

const MOST_ASKED = 50;
const MOST_SHOWN = 100;
const FIRST_WAIT = 50;
const LONGEST_WAIT = 2000;
const PATIENCE = 10000;
const IDLE = 50;
const DRAG = 6;
const WIDTH = 1000;
const KEY = "requestree-badge";
const SIDES = { ArrowLeft: "left", ArrowRight: "right", ArrowUp: "top", ArrowDown: "bottom" };

const STYLE = `
:host { all: initial !important; }
.badge {
  --back: #fff; --line: #cfcfca; --text: #1c1e22; --quiet: #5c6069; --accent: #1d59b3; --bad: #b3261e; --chosen: #eef3fb; --net: #d5d8dd;
  position: fixed; z-index: 2147483647; display: flex; align-items: flex-end; gap: 6px; max-width: calc(100% - 16px);
  color: var(--text); font: 13px/1.4 system-ui, sans-serif; font-variant-numeric: tabular-nums; text-align: left; color-scheme: light;
}
@media (prefers-color-scheme: dark) {
  .badge { --back: #1c1f24; --line: #4a4f5a; --text: #e6e7ea; --quiet: #a3a9b4; --accent: #8ab8ff; --bad: #ff8a80; --chosen: #24354f; --net: #434853; color-scheme: dark; }
}
.bottom { bottom: 8px; flex-direction: column-reverse; }
.top { top: 8px; flex-direction: column; }
.right { right: 8px; }
.left { left: 8px; align-items: flex-start; }
button { box-sizing: border-box; min-height: 28px; max-width: 100%; margin: 0; padding: 3px 10px; border: 1px solid var(--line); border-radius: 6px; background: var(--back); color: inherit; font: inherit; cursor: pointer; touch-action: none; user-select: none; box-shadow: 0 1px 4px #0003; }
button span + span { margin-left: 8px; padding-left: 8px; border-left: 1px solid var(--line); }
button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
.bad { color: var(--bad); }
b.bad { margin-left: 4px; }
.finding b.bad { margin: 0; }
section { box-sizing: border-box; width: 620px; max-width: 100%; max-height: min(70vh, 560px); overflow: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--back); box-shadow: 0 2px 12px #0004; }
header { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 2px 12px; padding: 7px 10px; border-bottom: 1px solid var(--line); color: var(--quiet); }
ol { margin: 0; padding: 0; list-style: none; }
li + li { border-top: 1px solid var(--line); }
a { color: var(--accent); text-decoration: none; border-radius: 3px; }
header a { min-height: 24px; line-height: 24px; }
header span { line-height: 24px; }
header a:hover { text-decoration: underline; }
li a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 1px 12px; padding: 6px 10px; min-height: 24px; color: inherit; }
li a[href]:hover { background: var(--chosen); }
li a:focus-visible { outline-offset: -2px; }
.name { overflow-wrap: anywhere; font-weight: 600; }
a[href] .name { color: var(--accent); }
.figures { white-space: nowrap; text-align: right; }
.finding, .chart { grid-column: 1 / -1; }
.finding { overflow-wrap: anywhere; }
.chart { display: block; width: 100%; height: 7px; forced-color-adjust: none; }
.net { fill: var(--net); }
.server { fill: var(--accent); }
.server.bad { fill: var(--bad); }
[hidden] { display: none !important; }
@media print { .badge { display: none; } }
`;

const source = document.currentScript?.src;

function start() {
  const base = new URL(".", source).href;
  const requests = new Map();
  let wait = FIRST_WAIT;
  let timer = 0;
  let asking = false;
  let lastAnswered = true;

  const face = make("button", { type: "button", "aria-expanded": "false", "aria-controls": "panel" });
  const list = make("ol");
  const span = make("span");
  const link = (href, content) => make("a", { href, target: "_blank", rel: "noopener" }, content);
  const panel = make("section", { id: "panel", hidden: true, "aria-label": "Requests of this page" },
    make("header", {}, span, link(base, "All profiles")), list);
  const badge = make("div", { class: "badge", hidden: true, role: "region", "aria-label": "Requestree" }, face, panel);
  const host = make(KEY);
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(badge);

  /** Takes note of a request that the server has told the id of. */
  function take(entry) {
    const id = entry.serverTiming?.find(({ name }) => name === "profile")?.description;
    // What comes from a cache repeats an old id, and is no request of the server's.
    if (!/^[0-9a-f]{32}$/.test(id) || !(entry.responseEnd > 0) || entry.transferSize === 0 || entry.name.startsWith(base)) return;
    const own = entry.entryType === "navigation";
    const known = requests.get(id);
    if (known && !(own && known.own)) return;
    const request = known ?? { id, own, row: make("a", { target: "_blank", rel: "noopener" }), until: performance.now() + PATIENCE };
    Object.assign(request, { start: entry.startTime, sent: entry.requestStart || entry.startTime, end: entry.responseEnd });
    requests.set(id, request);
    if (requests.size > MOST_SHOWN) requests.delete([...requests.values()].find((old) => !old.own).id);
    askSoon();
    show();
  }

  const isPending = (request) => !request.brief && !request.lost;
  const pending = () => [...requests.values()].filter(isPending);

  function askSoon() {
    wait = FIRST_WAIT;
    clearTimeout(timer);
    timer = 0;
    plan();
  }

  function plan() {
    if (!timer && !asking && pending().length) timer = setTimeout(ask, wait);
  }

  /** Asks for profiles until they are there: the server writes them when their requests have ended. */
  async function ask() {
    timer = 0;
    asking = true;
    const ids = pending().slice(0, MOST_ASKED).map(({ id }) => id);
    try {
      const answer = await fetch(`${base}brief?ids=${ids}`, { cache: "no-store", credentials: "same-origin" });
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      for (const brief of await answer.json()) {
        const request = requests.get(brief.id);
        if (request && brief.kept) request.brief = brief;
      }
      lastAnswered = true;
    } catch {
      lastAnswered = false;
    }
    asking = false;
    for (const request of pending()) {
      if (performance.now() > request.until) request.lost = lastAnswered ? "not kept" : "no answer";
    }
    wait = Math.min(LONGEST_WAIT, 2 * wait);
    show();
    plan();
  }

  /** Says what is known of some requests together: time, queries, and whether something stands out. */
  function sum(some) {
    const briefs = some.filter(({ brief }) => brief).map(({ brief }) => brief);
    if (!briefs.length) return [some.some(isPending) ? "…" : some[0].lost];
    const total = (figure) => briefs.reduce((so, brief) => so + figure(brief), 0);
    const queries = total((brief) => brief.queries);
    const parts = [time(total((brief) => brief.durationNanos)) + (briefs.some((brief) => brief.stillRunning) ? " so far" : "")];
    if (queries) parts.push(plural(queries, "query", "queries"));
    const failed = briefs.find((brief) => brief.failed);
    if (some.some(isPending)) parts.push("…");
    return [parts.join(" · "), failed && make("b", { class: "bad" }, failed.status || "failed"),
      briefs.some((brief) => brief.finding) && make("b", { class: "bad" }, "!")].filter((part) => part);
  }

  function show() {
    const all = [...requests.values()].sort((one, other) => one.start - other.start);
    badge.hidden = !all.length;
    if (!all.length) return;
    const own = all.filter((request) => request.own);
    const others = all.filter((request) => !request.own);
    face.replaceChildren(...[
      own.length && make("span", {}, sum(own)),
      others.length && make("span", {}, `${own.length ? "+" : ""}${plural(others.length, "call")}: `, sum(others))]
      .filter((part) => part));
    face.setAttribute("aria-label", "Requestree: " + [...face.children].map((part) => [...part.childNodes].map((one) => one.textContent.trim()).join(" ")).join(", "));
    if (!panel.hidden) showPanel(all);
  }

  function showPanel(all) {
    const { width, idle } = place(all);
    span.textContent = `${plural(all.length, "request")} · ${time(width * 1e6)}${idle ? ", idle time apart" : ""}`;
    for (const request of all) fillRow(request, width);
    const rows = all.map((request) => request.row.parentNode ?? make("li", {}, request.row));
    if (rows.some((row, i) => row !== list.children[i]) || rows.length !== list.children.length) list.replaceChildren(...rows);
  }

  /** Places all on one axis, on which idle time is short. Returns its length, in milliseconds. */
  function place(all) {
    const begin = all[0].start;
    let away = begin;
    let busyUntil = begin;
    for (const request of all) {
      away += Math.max(0, request.start - busyUntil - IDLE);
      request.at = request.start - away;
      busyUntil = Math.max(busyUntil, request.end);
    }
    return { width: Math.max(0.001, busyUntil - away), idle: away > begin };
  }

  function fillRow({ id, own, row, brief, lost, start, sent, end, at }, width) {
    if (brief) row.setAttribute("href", base + id);
    const x = (millis) => (WIDTH * millis / width).toFixed(2);
    const inServer = brief ? Math.min(brief.durationNanos / 1e6, end - sent) : 0;
    const bar = (type, from, long) => draw("rect", { class: type, x: x(from), y: 0, width: x(Math.max(long, width / 400)), height: 10 });
    row.replaceChildren(
      make("span", { class: "name" }, brief ? foreign(brief.name) : own ? "this page" : "a call"),
      make("span", { class: "figures" }, brief ? sum([{ brief: { ...brief, finding: null } }]) : lost ?? "…"),
      ...(brief?.finding ? [make("span", { class: "finding" }, make("b", { class: "bad" }, "! "), foreign(brief.finding))] : []),
      draw("svg", { class: "chart", viewBox: `0 0 ${WIDTH} 10`, preserveAspectRatio: "none", role: "img",
        "aria-label": `begun after ${time(start * 1e6)}, ${time((end - start) * 1e6)} in the browser` },
      bar("net", at, end - start), brief && bar(brief.failed ? "server bad" : "server", at + sent - start, inServer)));
  }

  function open(wanted) {
    panel.hidden = !wanted;
    face.setAttribute("aria-expanded", String(wanted));
    // Perhaps they only came late.
    for (const request of requests.values()) {
      if (wanted && request.lost) Object.assign(request, { lost: undefined, until: performance.now() + PATIENCE });
    }
    if (wanted) askSoon();
    show();
  }

  /** Moves to a corner, and stays there on the pages that follow. */
  function move(...sides) {
    for (const side of sides) {
      badge.classList.remove(...(side === "left" || side === "right" ? ["left", "right"] : ["top", "bottom"]));
      badge.classList.add(side);
    }
    try {
      localStorage.setItem(KEY, [...badge.classList].join(" "));
    } catch {
      // The browser keeps nothing for this page.
    }
  }

  function remembered() {
    try {
      return (localStorage.getItem(KEY) ?? "").split(" ").filter((side) => Object.values(SIDES).includes(side));
    } catch {
      return [];
    }
  }

  let pressed = null;
  let dragged = false;
  face.addEventListener("pointerdown", (event) => {
    pressed = event;
    dragged = false;
    // Otherwise a fast mouse would leave it behind.
    face.setPointerCapture(event.pointerId);
  });
  face.addEventListener("pointermove", (event) => {
    if (!pressed || Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) < DRAG) return;
    dragged = true;
    move(event.clientX < innerWidth / 2 ? "left" : "right", event.clientY < innerHeight / 2 ? "top" : "bottom");
  });
  for (const type of ["pointerup", "pointercancel"]) face.addEventListener(type, () => { pressed = null; });
  face.addEventListener("click", () => {
    if (!dragged) open(panel.hidden);
    dragged = false;
  });
  badge.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) {
      open(false);
      face.focus();
    } else if (root.activeElement === face && SIDES[event.key] && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      move(SIDES[event.key]);
    }
  });

  move("right", "bottom", ...remembered());
  document.documentElement.append(host);
  performance.getEntriesByType("navigation").forEach(take);
  const observer = new PerformanceObserver((entries) => entries.getEntries().forEach(take));
  for (const type of ["navigation", "resource"]) observer.observe({ type, buffered: true });
}

if (source && !document.querySelector(KEY)) start();
