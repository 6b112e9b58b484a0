// Keeps the list live, filters and sorts it. All of that is in the address.

const POLL_MILLIS = 2000;
const MAX_POLL_MILLIS = 30000;
const TABLES = ["routes", "requests"];
const STATUSES = { all: () => true, ok: (status) => status < 400, 4: (status) => status >= 400 && status < 500, 5: (status) => status >= 500 };

const list = document.querySelector("main");
const rowsOf = (id) => [...find(id).tBodies[0].rows];
const keyOf = (row) => row.querySelector("a").getAttribute("href");
const idOf = (row) => keyOf(row).split("/").at(-1);
const statusOf = (row) => Number.parseInt(row.querySelector(".status").textContent, 10) || 0;
let wait = POLL_MILLIS;
let timer = 0;

/** The server renders all rows; here they only find their place. */
function take(text) {
  const news = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  if (!news) throw new Error("no list");
  for (const id of TABLES) {
    const known = new Map(rowsOf(id).map((row) => [keyOf(row), row]));
    for (const row of news.querySelector("#" + id).tBodies[0].rows) known.set(keyOf(row), document.adoptNode(row.cloneNode(true)));
    find(id).tBodies[0].replaceChildren(...known.values());
  }
  Object.assign(list.dataset, news.dataset);
  find("running").replaceWith(document.adoptNode(news.querySelector("#running")));
  find("state").textContent = news.querySelector("#state").textContent;
  dropForgotten();
  show();
}

/** What is kept no more: all before the oldest recent one that is not among the slowest. */
function dropForgotten() {
  const slowest = new Set(list.dataset.slowest.split(" "));
  for (const row of rowsOf("requests")) {
    if (Number(row.dataset.order) < Number(list.dataset.first) && !slowest.has(row.dataset.order)) row.remove();
  }
}

async function poll() {
  clearTimeout(timer);
  if (document.hidden) return;
  try {
    const answer = await fetch(`?after=${list.dataset.last}`, { cache: "no-store" });
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    take(await answer.text());
    wait = POLL_MILLIS;
    find("live").textContent = "live";
  } catch (e) {
    wait = Math.min(MAX_POLL_MILLIS, 2 * wait);
    find("live").textContent = `not live (${e.message}), trying again`;
  }
  clearTimeout(timer);
  timer = setTimeout(poll, wait);
}

const headsOf = (id) => [...find(id).tHead.rows[0].cells];

/** Sorts by a column, first the largest figures or the first texts; else the newest or heaviest first. */
function sort(id, order) {
  const name = order.replace(/-up$/, "");
  const at = headsOf(id).findIndex((head) => head.textContent === name);
  const figure = (row) => Number.parseFloat(row.cells[at].textContent.replace(/[^\d.]/g, "")) || 0;
  const isFigure = headsOf(id)[at]?.classList.contains("n");
  const direction = order.endsWith("-up") ? -1 : 1;
  const compare = at < 0 ? (one, other) => other.dataset.order - one.dataset.order
    : isFigure ? (one, other) => direction * (figure(other) - figure(one))
      : (one, other) => direction * one.cells[at].textContent.localeCompare(other.cells[at].textContent);
  headsOf(id).forEach((head, i) => head.setAttribute("aria-sort",
    i !== at ? "none" : (direction > 0) === !!isFigure ? "descending" : "ascending"));
  const rows = rowsOf(id);
  const sorted = [...rows].sort(compare);
  if (sorted.some((row, i) => row !== rows[i])) find(id).tBodies[0].append(...sorted);
}

/** Two clicks compare: the first chooses what was before, the second what came after. */
function pick(row) {
  const before = new URLSearchParams(location.hash.slice(1)).get("before");
  if (!before || before === idOf(row)) keep("before", before ? "" : idOf(row), true);
  else location.assign(keyOf(row) + "?compare=" + encodeURIComponent(before));
}

/** What it says is no text of the row, in which the reader looks for something else. */
function showPick(row, before) {
  let button = row.querySelector(".pick");
  if (!button) {
    button = make("button", { type: "button", class: "pick" });
    button.addEventListener("click", () => pick(row));
    row.querySelector(".path a").after(" ", button);
  }
  const chosen = before === idOf(row);
  button.setAttribute("aria-pressed", String(chosen));
  button.setAttribute("aria-label", chosen ? "compared" : before ? "compare with this" : "compare");
}

function show() {
  const state = new URLSearchParams(location.hash.slice(1));
  const text = (state.get("text") ?? "").toLowerCase();
  const least = Number.parseFloat(state.get("least")) || 0;
  const route = state.get("route") ?? "";
  const isStatus = STATUSES[state.get("status")] ?? STATUSES.all;
  const before = state.get("before");
  for (const id of TABLES) for (const row of rowsOf(id)) showPick(row, before);
  let shown = 0;
  for (const row of rowsOf("requests")) {
    row.hidden = !(row.textContent.toLowerCase().includes(text) && (!route || row.dataset.route === route)
      && isStatus(statusOf(row)) && (!state.has("finding") || row.querySelector(".finding"))
      && Number.parseFloat(row.cells[0].textContent) * 1000 >= least);
    shown += row.hidden ? 0 : 1;
  }
  for (const id of TABLES) sort(id, state.get(id) ?? "");
  showRoutes(route);
  for (const field of find("tools").elements) {
    if (field.type === "checkbox") field.checked = state.has(field.name);
    else if (field.name && field.value !== (state.get(field.name) ?? field.dataset.none)) field.value = state.get(field.name) ?? field.dataset.none;
  }
  find("shown").textContent = `${shown} of ${rowsOf("requests").length} shown${before ? "; choose another one to compare" : ""}`;
  find("nothing").hidden = rowsOf("requests").length + rowsOf("routes").length > 0;
}

/** A choice of all routes that are there. */
function showRoutes(chosen) {
  const names = [...new Set([chosen, ...rowsOf("requests").map((row) => row.dataset.route)])].filter((name) => name).sort();
  const select = find("tools").elements.route;
  if (names.join("\n") === [...select.options].slice(1).map((option) => option.value).join("\n")) return;
  select.replaceChildren(make("option", { value: "" }, "all"), ...names.map((name) => make("option", { value: name }, cut(name, 60))));
}

/** Keeps a choice in the address; what is as usual is not in it. */
function keep(name, value, asStep) {
  const state = new URLSearchParams(location.hash.slice(1));
  value ? state.set(name, value) : state.delete(name);
  if ("#" + state !== (location.hash || "#")) history[asStep ? "pushState" : "replaceState"](null, "", "#" + state);
  show();
}

function addTools() {
  const field = (label, name, element) => make("label", {}, label, " ", fill(element, { name, "data-none": element.dataset.none ?? "" }, []));
  const status = make("select", { "data-none": "all" }, [["all", "all"], ["ok", "below 400"], ["4", "4xx"], ["5", "5xx"]]
    .map(([value, name]) => make("option", { value }, name)));
  find("tools").append(
    field("Text", "text", make("input", { type: "search", placeholder: "path, route or finding", maxlength: 200 })),
    field("Route", "route", make("select")),
    field("Status", "status", status),
    field("At least, ms", "least", make("input", { type: "number", min: 0, max: 86400000 })),
    field("with a finding", "finding", make("input", { type: "checkbox" })),
    make("output", { id: "shown", "aria-live": "polite" }), make("output", { id: "live" }, "live"));
  find("tools").hidden = false;
  find("tools").addEventListener("submit", (event) => event.preventDefault());
  const taken = ({ target: { name, type, value, checked, dataset } }) =>
    keep(name, type === "checkbox" ? checked && "yes" : value !== dataset.none && value, type !== "search" && type !== "number");
  for (const type of ["input", "change"]) find("tools").addEventListener(type, taken);
  for (const id of TABLES) {
    for (const head of headsOf(id)) {
      const name = head.textContent;
      const button = make("button", { type: "button" }, name);
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const now = new URLSearchParams(location.hash.slice(1)).get(id);
        keep(id, now === name ? name + "-up" : now === name + "-up" ? "" : name, true);
      });
    }
  }
}

if (list) {
  addTools();
  show();
  addEventListener("hashchange", show);
  document.addEventListener("visibilitychange", poll);
  timer = setTimeout(poll, POLL_MILLIS);
}
