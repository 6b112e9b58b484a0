// Puts the page together: tabs, tools, and the way from one view to another.

const json = find("profile").textContent;
const shown = JSON.parse(find("shown").textContent);
const links = JSON.parse(find("links").textContent);
Object.assign(figures, { millis: shown.millis, decimals: shown.decimals });
const profile = readShown(readProfile(json), shown);
noteEvents(profile, shown.eventAlarms.map((some) => (some ? some.split("\n") : [])));
const compared = shown.compared ? readCompared(find("before").textContent, shown.compared) : null;
figures.whole = profile.durationNanos;
if (!compared) for (const id of ["tab-difference", "difference-view"]) find(id).remove();
let current = "tree";

const tree = new CallTree(find("tree-rows"), selectRow);
const flame = new FlameGraph(find("flame-graph"), selectBox);
const timeline = new Timeline(find("timeline-view"), (node) => revealIn("tree", node), (node) => choose(node));

const linkAction = () => ["Copy link to this call", () => copy(location.href.split("#")[0] + addressOf())];

function selectRow(view) {
  choose(view.node, view.type === "event" ? view.event : -1);
  const actions = [linkAction()];
  if (view.nodes.length) actions.push(["Show in flame graph", () => revealIn("flame", view.node)]);
  if (view.type === "event") actions.push(["Show all queries and calls", () => open("calls", true)]);
  showDetails(profile, view, actions);
}

function selectBox(view) {
  choose(view.node);
  showDetails(profile, view, [["Show in call tree", () => revealIn("tree", view.node)], linkAction()]);
}

/** One of the calls of both: it may be gone since. */
function selectChange(view) {
  const node = likeIt(view.node, profile.root);
  choose(node, -1, view.node.number);
  showDetails(profile, view, node ? [["Show in call tree", () => revealIn("tree", node)], linkAction()] : [linkAction()]);
}

const changes = compared && new ChangeGraph(find("change-graph"), selectChange);

/** The views are drawn when they are looked at. */
const views = {
  tree: () => tree.render(),
  flame: () => flame.render(),
  timeline: () => timeline.show(profile),
  hot: () => showHot(profile, find("hot-view"), (node) => revealIn("tree", node)),
  calls: () => showCalls(profile, find("calls-view"), (node) => revealIn("tree", node)),
  ...(compared && { difference: () => changes.graphs && changes.render() }),
};

function open(name, focus) {
  const other = name !== current;
  if (other) hideDetails();
  current = name;
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.id === "tab-" + name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.setAttribute("tabindex", chosen ? 0 : -1);
    find(tab.getAttribute("aria-controls")).hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
  document.body.dataset.view = name;
  views[name]();
  if (other) remember(true);
}

function openTab(name, focus) {
  open(name, focus);
  carry();
}

function revealIn(name, node) {
  open(name);
  if (name === "tree") tree.reveal(node, true);
  else {
    setInverted(false);
    flame.reveal(node, true);
  }
}

/** A query's row, or else the row of the node. */
function revealFinding({ node, event }) {
  if (event >= 0) chooseEvent(event, true, node);
  else revealIn("tree", profile.nodes[node]);
}

const rowOfEvent = (event) => profile.rows.find((one) => one.events.some((noted) => noted.event === event));

const placeOfEvent = (event) => rowOfEvent(event)?.node ?? profile.events[event].nodes[0];

function chooseEvent(event, focus, node) {
  const row = rowOfEvent(event);
  const place = row || node == null ? placeOfEvent(event) : profile.nodes[node];
  if (!place) {
    choose(null, event);
    return openTab("calls", focus);
  }
  revealIn("tree", place);
  const noted = row && row.below.find((one) => one.event === event);
  if (noted?.element?.isConnected) tree.choose(noted, focus);
}

function setInverted(inverted) {
  find("invert").checked = inverted;
  if (flame.inverted !== inverted) flame.invert(inverted);
}

/** The lines of the report, or every frame. */
function takeTree() {
  tree.least = Number(find("threshold").value) / 100;
  tree.take(find("all-frames").checked ? allFrames() : profile.rows[0]);
}

function searched() {
  searchFor(profile, find("search").value);
  find("found").textContent = foundText();
  if (current === "tree") tree.mark();
  else views[current]();
  if (current === "flame" && search.list.length) showFoundGraph();
  remember();
}

/** A graph of a lane may be far below. */
function showFoundGraph() {
  find("flame-graph").querySelector(".found")?.scrollIntoView({ block: "nearest" });
}

function goToFound(step) {
  const node = nextFound(step);
  if (!node) return;
  if (current === "flame") flame.reveal(node, false);
  else if (current === "tree") tree.reveal(node, false);
}

function listenToTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const names = tabs.map((tab) => tab.id.slice(4));
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => openTab(names[i]));
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step) openTab(names[(i + step + names.length) % names.length], true);
    });
  });
}

function listen() {
  listenToTabs();
  find("search").addEventListener("input", searched);
  find("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") goToFound(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      event.target.value = "";
      searched();
    }
  });
  for (const id of ["all-frames", "threshold"]) {
    find(id).addEventListener("change", () => {
      hideDetails();
      takeTree();
      tree.render();
      carry();
      remember();
    });
  }
  find("colours").addEventListener("change", (event) => {
    flame.byPackage = event.target.value === "package";
    flame.render();
  });
  find("invert").addEventListener("change", (event) => {
    forget();
    flame.invert(event.target.checked);
    flame.render();
  });
  find("zoom-out").addEventListener("click", () => flame.zoom(flame.graphs[0]));
  find("whole-time").addEventListener("click", () => timeline.whole());
  find("copy").addEventListener("click", () => copy(shown.text));
  addEventListener("hashchange", obeyAddress);
  let resizing;
  addEventListener("resize", () => {
    cancelAnimationFrame(resizing);
    resizing = requestAnimationFrame(() => {
      if (current === "flame" || current === "difference") views[current]();
      if (current === "timeline") timeline.render();
    });
  });
}

/** Where the clipboard is refused, as from a plain address, the old way. */
async function copy(text) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = make("textarea", { class: "away", "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
  }
  find("copied").textContent = done ? "Copied" : "This browser does not let pages copy.";
}

/** Where it is served, the other formats lie beside it; from a file, it can give what it has. */
function showDownloads() {
  const data = new Blob([json], { type: "application/json" });
  const own = make("a", { href: URL.createObjectURL(data), download: safe(profile.id) + ".json" }, "JSON");
  const { formats, around } = links;
  find("downloads").append(...(formats.length
    ? formats.map(({ name, href }) => make("a", { href: href + (compared && name === "txt" ? location.search : ""), download: "" }, name))
    : [own]));
  find("all-profiles").hidden = !formats.length;
  const others = { "Its route": "Compare with its route", Before: "Compare with the one before" };
  find("around").replaceChildren(...around.map(({ name, href }) => make("a", { href }, name)),
    ...around.filter(({ name }) => others[name] && !compared)
      .map(({ name, href }) => make("a", { href: "?compare=" + href.slice(2) }, others[name])));
}

showHeader(profile, shown);
linkNotes(profile, revealFinding);
showFindings(profile, revealFinding);
showLongest(profile, links);
showDifference(profile, shown.difference, find("difference"));
showDownloads();
listen();
takeTree();
flame.take(profile.boxes);
if (compared && showCompared(profile, compared, shown.text, links)) changes.take(compared.boxes);
find("tab-calls").append(...[callsOnTab(profile)].flat());
obeyAddress();
