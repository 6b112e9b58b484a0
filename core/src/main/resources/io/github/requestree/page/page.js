// Puts the page together: tabs, tools, and the way from one view to another.

const json = find("profile").textContent;
const profile = readProfile(json);
let root = viewOf([profile.root], null);
let current = "tree";

const tree = new CallTree(find("tree-rows"), select);
const flame = new FlameGraph(find("flame-graph"), select);
const timeline = new Timeline(find("timeline-view"), select);

function select(view) {
  const actions = [];
  if (current !== "tree") actions.push(["Show in call tree", () => revealIn("tree", view.node)]);
  if (current !== "flame" && !view.isSelf) actions.push(["Show in flame graph", () => revealIn("flame", view.node)]);
  if (view.group) actions.push([`Show the ${view.nodes.length} frames`, () => unfoldGroup(view)]);
  showDetails(profile, view, actions);
}

function unfoldGroup(group) {
  unfold(group);
  takeTree();
  revealIn(current === "timeline" ? "tree" : current, group.node);
}

/** The views are drawn when they are looked at. */
const views = {
  tree: () => tree.render(),
  flame: () => flame.render(),
  timeline: () => timeline.show(profile),
  calls: () => showCalls(profile, find("calls-view"), (node) => revealIn("tree", node)),
};

function open(name, focus) {
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
}

function revealIn(name, node) {
  open(name);
  if (name === "tree") tree.reveal([node], true);
  else flame.reveal(node, true);
  showRoots();
}

/** The tree anew, as after folding or unfolding; views draw it when they are looked at. */
function takeTree() {
  tree.take(root);
  flame.take(root);
  showRoots();
  select(root);
}

/** The request itself, and each lane, as that has a flame graph of its own. */
function showRoots() {
  const choice = find("roots");
  const lanes = profile.nodes.filter((node) => node.lane)
    .sort((one, other) => other.totalNanos - one.totalNanos).slice(0, 100);
  const nodes = [profile.root, ...lanes];
  choice.replaceChildren(...nodes.map((node, i) => make("option",
    { value: i, selected: node.view === flame.root }, cut(nameOf(node), 60) + "  " + seconds(node.totalNanos))));
  choice.onchange = () => {
    flame.take(viewFor(nodes[choice.value]));
    flame.render();
  };
  choice.parentNode.hidden = !lanes.length;
}

function searched() {
  searchFor(profile, find("search").value);
  find("found").textContent = foundText();
  if (search.list.length && current === "tree") {
    const longest = [...search.list].sort((one, other) => other.reach - one.reach);
    tree.reveal(longest.slice(0, 50), false);
  } else {
    tree.mark();
  }
  if (current === "flame") flame.render();
}

function goToFound(step) {
  const node = nextFound(step);
  if (!node) return;
  if (current === "flame") flame.reveal(node, false);
  else tree.reveal([node], false);
}

function listen() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const names = tabs.map((tab) => tab.id.slice(4));
  tabs.forEach((tab, i) => {
    tab.addEventListener("click", () => open(names[i]));
    tab.addEventListener("keydown", ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step) open(names[(i + step + names.length) % names.length], true);
    });
  });
  find("search").addEventListener("input", searched);
  find("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") goToFound(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      event.target.value = "";
      searched();
    }
  });
  find("threshold").addEventListener("input", (event) => {
    tree.threshold = Math.min(100, Math.max(0, Number(event.target.value) || 0));
    tree.render();
  });
  find("times").addEventListener("change", (event) => {
    figures.show = event.target.value;
    views[current]();
  });
  find("libraries").addEventListener("change", (event) => {
    fold.libraries = event.target.checked;
    for (const node of profile.nodes) node.view = node.unfolded = null;
    root = viewOf([profile.root], null);
    takeTree();
    open(current);
  });
  find("colours").addEventListener("change", (event) => {
    flame.byPackage = event.target.value === "package";
    flame.render();
  });
  find("open-all").addEventListener("click", () => tree.openAll(root));
  find("zoom-out").addEventListener("click", () => flame.zoom(flame.root));
  let resizing;
  addEventListener("resize", () => {
    cancelAnimationFrame(resizing);
    resizing = requestAnimationFrame(() => {
      if (current === "flame") flame.render();
      if (current === "timeline") timeline.render();
    });
  });
}

/** Where it is served, the other formats lie beside it; from a file, it can give what it has. */
function showDownloads() {
  const data = new Blob([json], { type: "application/json" });
  const links = JSON.parse(find("links").textContent);
  const own = make("a", { href: URL.createObjectURL(data), download: safe(profile.id) + ".json" }, "JSON");
  find("downloads").append(...(links.length
    ? links.map(({ name, href }) => make("a", { href, download: "" }, name)) : [own]));
}

tree.threshold = Number(find("threshold").value);
showHeader(profile);
showDownloads();
listen();
takeTree();
find("tab-calls").append(profile.events.length ? ` (${count(profile.events.length)})` : "");
open(location.hash && find("tab-" + location.hash.slice(1)) ? location.hash.slice(1) : "tree");
