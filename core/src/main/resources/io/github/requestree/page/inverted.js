// The flame graph turned over: on top where time was spent, below who called that.

/** A view of all self time below a box, by the method it was spent in. */
function invertedRoot(root) {
  const ends = [];
  const collect = (box) => {
    const nanos = Object.values(box.own).reduce((sum, one) => sum + one, 0);
    if (nanos > 0) ends.push({ box, at: box, nanos });
    box.below.forEach(collect);
  };
  collect(root);
  const view = {
    type: "inverted", root, ends, label: root.label, node: root.node, nodes: root.nodes, parent: null,
    total: root.total, mix: root.mix, level: 1,
  };
  view.below = inverted(ends, view);
  return view;
}

/** One view for each method in which these paths are now. */
function inverted(ends, parent) {
  const byMethod = new Map();
  for (const end of ends) {
    const key = end.at.group || end.at.node.lane ? end.at.label : end.at.node.frame;
    let view = byMethod.get(key);
    if (!view) {
      const { label, node, group } = end.at;
      byMethod.set(key, (view = { type: "inverted", label, node, group, nodes: [], ends: [], parent, total: 0, mix: {}, level: 2 }));
    }
    view.ends.push(end);
    view.total += end.nanos;
    view.nodes.push(...end.at.nodes);
    addMix(view.mix, end.box.own);
  }
  return [...byMethod.values()].sort(longestFirst);
}

/** A step nearer to the root, which is no caller. */
function callersOf(view) {
  const above = view.ends.filter(({ at }) => at.parent && at.parent.parent && !at.node.lane)
    .map((end) => ({ ...end, at: end.at.parent }));
  const callers = inverted(above, view);
  for (const caller of callers) caller.level = view.level + 1;
  return callers;
}

/** Where the longest time of a node is: its own on top, or else as a caller of what took it. */
function invertedOf(graphs, node) {
  const below = (box) => {
    for (let above = box; above; above = above.parent) if (above === node.box) return true;
    return false;
  };
  for (const graph of graphs) {
    const ends = graph.ends.filter(({ box }) => below(box)).sort((one, other) => other.nanos - one.nanos);
    const end = ends.find(({ box }) => box === node.box) ?? ends[0];
    if (!end) continue;
    let view = graph;
    for (let box = end.box; view; box = box.parent) {
      view = graphChildren(view).find(({ ends: some }) => some.some((one) => one.box === end.box));
      if (view && box === node.box) return view;
    }
    return graph;
  }
  return graphs[0];
}
