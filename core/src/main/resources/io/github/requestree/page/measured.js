// Measured frames one by one: below a folded row, or of the whole tree.

/** The frames that a row and all rows below it stand for. */
function topFrames(row) {
  const scope = newScope((node) => node.box.row >= row.number && node.box.row < row.end);
  const inside = new Set();
  const tops = [];
  for (const node of profile.nodes) {
    if (node.gone) continue;
    const below = inside.has(node.parent);
    if (below || scope.has(node)) inside.add(node);
    if (!below && scope.has(node)) tops.push(node);
  }
  return frameViews(tops, row, scope);
}

/** The whole tree. */
const allFrames = () => frameView([profile.root], null, newScope(() => true));

const newScope = (has) => ({ has, sums: new Map(), views: new Map() });

/** Of equal frames, one. */
function frameViews(nodes, parent, scope) {
  const equal = new Map();
  for (const node of nodes) {
    const key = node.lane ? node : node.frame;
    equal.has(key) ? equal.get(key).push(node) : equal.set(key, [node]);
  }
  const views = [...equal.values()].map((some) => frameView(some, parent, scope));
  const isLane = (view) => (view.node.lane ? 1 : 0);
  return views.sort((one, other) => isLane(one) - isLane(other) || longestFirst(one, other));
}

function frameView(nodes, parent, scope) {
  const view = {
    type: "frame", kind: nodes[0].frame.kind, nodes, node: nodes[0], parent, scope, total: 0, self: 0, mix: {},
    label: nameOf(nodes[0]), level: parent ? parent.level + 1 : 1,
  };
  for (const node of nodes) {
    scope.views.set(node, view);
    const sum = sumIn(scope, node);
    view.total += sum.total;
    view.self += node.selfNanos;
    addMix(view.mix, sum.mix);
  }
  return view;
}

/** What was folded into a row further out is not counted again. */
function sumIn(scope, node) {
  let sum = scope.sums.get(node);
  if (!sum) {
    const has = scope.has(node);
    sum = { total: has ? node.selfNanos : 0, mix: has ? { ...node.ownMix } : {} };
    for (const child of node.children) {
      const below = sumIn(scope, child);
      sum.total += below.total;
      addMix(sum.mix, below.mix);
    }
    scope.sums.set(node, sum);
  }
  return sum;
}

function framesBelow(view) {
  const below = [];
  const collect = (node) => {
    for (const next of [...node.children, ...node.lanes]) {
      view.scope.has(next) ? below.push(next) : collect(next);
    }
  };
  view.nodes.forEach(collect);
  return frameViews(below, view, view.scope)
    .filter((one) => one.total > 0 || one.node.lane || one.nodes.some((node) => node.leads));
}

/** The view of a node below another one, whose frames are made on the way. */
function frameOf(node, scope, top) {
  const path = [];
  for (let above = node; above && !scope.views.has(above); above = above.parent) path.push(above);
  while (path.length) {
    const above = scope.views.get(path.pop().parent);
    if (above) childrenOf(above);
  }
  return scope.views.get(node) ?? top;
}
