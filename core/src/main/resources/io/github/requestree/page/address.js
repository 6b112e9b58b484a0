// What the reader sees is in the address: it can be linked, and the browser's history goes back.

const LONGEST_SEARCH = 200;
const WRITE_AFTER_MILLIS = 150;

const chosen = { node: null, event: -1, change: -1 };
const address = { obeying: false, timer: 0 };

function choose(node, event = -1, change = -1) {
  Object.assign(chosen, { node, event, change });
  remember();
}

/** The part of the address from # on for what is seen now, or for another choice in the call tree. */
function addressOf(choice) {
  const state = new URLSearchParams();
  const { node, event, change } = choice ?? chosen;
  if (!choice && (compared || current !== "tree")) state.set("view", current);
  if (event >= 0) state.set("event", event);
  else if (change >= 0) {
    state.set("change", change);
    state.set("call", nameOf(compared.nodes[change]));
  } else if (node) {
    state.set("node", node.number);
    state.set("call", nameOf(node));
  }
  if (!choice) {
    if (find("search").value) state.set("search", find("search").value);
    if (find("threshold").value !== "0") state.set("threshold", find("threshold").value);
    if (find("all-frames").checked) state.set("all", "frames");
    if (find("invert").checked) state.set("invert", "yes");
  }
  return "#" + state;
}

/** Browsers take few changes a second, so small ones wait for each other. */
function remember(asStep) {
  if (address.obeying) return;
  clearTimeout(address.timer);
  const write = () => {
    const next = addressOf();
    if (next !== (location.hash || "#")) history[asStep ? "pushState" : "replaceState"](null, "", next);
  };
  if (asStep) write();
  else address.timer = setTimeout(write, WRITE_AFTER_MILLIS);
}

/** Of a route, the tree may have changed since: then it is the longest call of that name. */
function nodeAt(state, name = "node", { nodes } = profile) {
  if (!state.has(name)) return null;
  const call = state.get("call");
  const there = nodes[Number(state.get(name))];
  const isIt = (node) => !node.gone && (!call || nameOf(node) === call);
  return there && isIt(there) ? there
    : nodes.filter((node) => call && isIt(node)).sort((one, other) => other.totalNanos - one.totalNanos)[0];
}

function obeyAddress() {
  address.obeying = true;
  try {
    const text = location.hash.slice(1);
    const state = new URLSearchParams(text);
    const view = [state.get("view"), text].find((name) => Object.hasOwn(views, name))
      ?? (compared && !state.has("node") && !state.has("event") ? "difference" : "tree");
    find("search").value = cut(state.get("search") ?? "", LONGEST_SEARCH);
    find("threshold").value = state.get("threshold") ?? "0";
    if (find("threshold").selectedIndex < 0) find("threshold").value = "0";
    find("all-frames").checked = state.has("all");
    takeTree();
    setInverted(state.has("invert"));
    forget();
    open(view);
    searched();
    const event = profile.events[Number(state.get("event") ?? NaN)];
    const change = compared ? nodeAt(state, "change", compared) : null;
    const node = event ? event.nodes[0] ?? null : change ? likeIt(change, profile.root) : nodeAt(state);
    if (node === undefined || change === undefined) find("found").textContent = "the call of this address is not in this profile";
    Object.assign(chosen, { node: node ?? null, event: event ? profile.events.indexOf(event) : -1, change: change ? change.number : -1 });
    carry(true);
  } finally {
    address.obeying = false;
  }
}

function forget() {
  hideDetails();
  choose(null);
}

/** Shows in this view what was chosen in another one. */
function carry(focus) {
  const { node, event } = chosen;
  const change = current !== "difference" ? null : compared.nodes[chosen.change] ?? (node && likeIt(node, compared.root));
  if (change && changes.graphs) changes.reveal(change, false);
  else if (current === "tree" && event >= 0 && placeOfEvent(event)) chooseEvent(event, focus);
  else if (node && current === "tree") tree.reveal(node, focus);
  else if (node && current === "flame") flame.reveal(node, false);
  else if (node && current === "timeline") timeline.choose(node);
  find("views").querySelector("section:not([hidden]) tr[aria-current]")?.scrollIntoView({ block: "nearest" });
}

const isChosen = (nodes, event) => (chosen.event >= 0 && event === chosen.event) || nodes.includes(chosen.node);

/** A link that acts here at once, and elsewhere by its address. */
function linkTo(choice, content, act, attributes) {
  const link = make("a", { ...attributes, href: addressOf(choice) }, content);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    act();
    remember(true);
  });
  return link;
}
