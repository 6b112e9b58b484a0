// The tree as it is shown: library frames folded into groups. Children are made when asked for.

const fold = { libraries: true };

const nameOf = (node) =>
  node.lane ? "on thread " + safe(node.lane.thread) : node.frame.label;

/** Of several nodes where folding brought equal ones together; those of a group are one subtree. */
function viewOf(nodes, parent, groupLabel) {
  const [node] = nodes;
  const view = {
    node, nodes, parent, group: !!groupLabel, label: groupLabel ?? nameOf(node),
    level: parent ? parent.level + 1 : 1, total: 0, self: 0, reach: 0, mix: {},
  };
  for (const one of nodes) one.view = view;
  for (const one of nodes) {
    view.self += one.selfNanos;
    if (view.group && one.parent.view === view) continue;
    view.total += one.totalNanos;
    view.reach = Math.max(view.reach, one.reach);
    addMix(view.mix, one.mix, 1);
  }
  return view;
}

function addMix(mix, more, sign) {
  for (const kind in more) mix[kind] = (mix[kind] ?? 0) + sign * more[kind];
}

/** A library frame that says little, as the text report sees it. */
const foldable = (node) => fold.libraries && !node.unfolded && !!node.fold;

/** What was called from here, the longest first, then what was handed off. */
function childrenOf(view) {
  if (view.children) return view.children;
  const shown = new Map();
  const folded = [];
  const show = (child) => {
    const equal = shown.get(child.frame);
    equal ? equal.push(child) : shown.set(child.frame, [child]);
  };
  const collect = (child) => {
    folded.push(child);
    child.children.filter(foldable).forEach(collect);
  };
  for (const node of view.nodes) {
    for (const child of node.children) {
      if (view.group && child.view === view) continue;
      !view.group && foldable(child) ? collect(child) : show(child);
    }
  }
  const [only] = folded;
  if (folded.length === 1 && only.fold !== "always") show(folded.pop());
  const children = [...shown.values()].map((nodes) => viewOf(nodes, view));
  if (folded.length) children.push(viewOf(folded, view, groupLabel(folded)));
  addSelf(view, children);
  children.sort((one, other) => other.total - one.total);
  for (const lane of view.nodes.flatMap((node) => node.lanes)) children.push(viewOf([lane], view));
  return (view.children = children);
}

function groupLabel(nodes) {
  const names = new Set(nodes.map((node) => node.frame.libraryName));
  return `[${nodes.length} ${nodes.length === 1 ? "frame" : "frames"} hidden]  ` + cut(safe([...names].join(", ")), 40);
}

/** With it, the children add up. */
function addSelf(view, children) {
  if (!children.length || view.self <= 0) return;
  const mix = { ...view.mix };
  for (const child of children) addMix(mix, child.mix, -1);
  for (const kind in mix) if (mix[kind] <= 0) delete mix[kind];
  children.push({
    ...view, parent: view, level: view.level + 1, label: "[self]", isSelf: true, group: false,
    total: view.self, reach: view.self, mix, children: [],
  });
}

/** The view that shows this node, made if it was not shown before. */
function viewFor(node) {
  const path = [];
  for (let above = node; above; above = above.parent) path.push(above);
  while (path.length) {
    const next = path.pop();
    if (!next.view) childrenOf(next.parent.view);
  }
  return node.view;
}

/** Shows the frames of a group one by one. */
function unfold(group) {
  for (const node of group.nodes) node.unfolded = true;
  forget(group.parent);
}

/** Lets the views below be made anew. */
function forget(view) {
  const clear = (node) => {
    node.view = null;
    node.children.forEach(clear);
    node.lanes.forEach(clear);
  };
  for (const node of view.nodes) {
    node.children.forEach(clear);
    node.lanes.forEach(clear);
  }
  if (view.group) for (const node of view.nodes) node.view = view;
  view.children = null;
}
