// What a row or a box stands for. Rows are the lines of the text report, as the server shaped them;
// boxes are the folded tree below these; frames are the measured tree, where a reader opens a row.

function readShown(profile, shown) {
  const { parents, rows, labels, nodes } = shown.folded;
  const boxes = parents.map((parent, i) => ({
    type: "box", parent: null, nodes: [], below: [], lanes: [], row: rows[i], group: i in labels,
    label: labels[i] && cut(safe(labels[i]), 220), total: 0, own: {}, mix: {},
  }));
  profile.nodes.forEach((node, i) => {
    node.box = boxes[nodes[i]];
    if (!node.gone) node.box.nodes.push(node);
  });
  boxes.forEach((box, i) => linkBox(box, boxes[parents[i]]));
  for (let i = boxes.length - 1; i > 0; i--) if (!boxes[i].node.lane) addUp(boxes[i].parent, boxes[i]);
  for (const box of boxes) box.below.sort(longestFirst);
  profile.boxes = boxes;
  profile.rows = linkRows(shown.rows.map(rowView), boxes);
  return profile;
}

const longestFirst = (one, other) => other.total - one.total;

function linkBox(box, parent) {
  box.nodes.sort((one, other) => other.totalNanos - one.totalNanos);
  [box.node] = box.nodes;
  box.label ??= nameOf(box.node);
  for (const node of box.nodes) {
    box.total += node.selfNanos;
    addMix(box.own, node.ownMix);
  }
  box.self = box.total;
  addMix(box.mix, box.own);
  box.level = parent ? parent.level + 1 : 1;
  box.parent = parent ?? null;
  if (parent) (box.node.lane ? parent.lanes : parent.below).push(box);
}

function addUp(parent, child) {
  parent.total += child.total;
  addMix(parent.mix, child.mix);
}

function rowView(row, i) {
  return {
    ...row, type: "row", number: i, label: row.name, total: row.nanos, nodes: [], boxes: [],
    own: {}, mix: {}, below: [], open: row.kind !== "OTHERS",
    marks: row.marks ?? [], events: row.events ?? [],
  };
}

function linkRows(rows, boxes) {
  for (const box of boxes) {
    const row = rows[box.row];
    row.boxes.push(box);
    row.nodes.push(...box.nodes);
  }
  for (const row of rows) {
    const counted = isHandOff(row) ? row.boxes : row.boxes.filter((box) => !isOnLane(box));
    for (const box of counted) addMix(row.own, box.own);
  }
  const path = [];
  for (const row of rows) {
    row.parent = path[row.level - 1] ?? null;
    row.parent?.below.push(row);
    path[row.level] = row;
    row.level++;
    if (row.kind === "SELF") [row.own, row.parent.own] = [row.parent.own, {}];
  }
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i];
    if (row.kind === "OTHERS") takeSelf(row);
    addMix(row.mix, row.own);
    row.self = sumOf(row.own);
    row.end = Math.max(i + 1, ...row.below.map((child) => child.end));
    row.nodes.sort((one, other) => other.totalNanos - one.totalNanos);
    row.node = row.nodes[0] ?? row.parent.node;
    if (row.parent && !isHandOff(row)) addMix(row.parent.mix, row.mix);
    row.below.unshift(...row.events.map((event) => eventView(event, row)));
  }
  return rows;
}

/** One lane or several: no part of what handed them off. */
const isHandOff = (row) => row.kind === "LANE"
  || (row.kind === "OTHERS" && row.boxes.length > 0 && topsOf(row).every((box) => box.node.lane));

/** Within its row. */
function isOnLane(box) {
  for (let one = box; one?.row === box.row; one = one.parent) if (one.node.lane) return true;
  return false;
}

const topsOf = (row) => row.boxes.filter((box) => box.parent?.row !== row.number);

/** Among others may be their caller's own time, or nearly all of it. */
function takeSelf(others) {
  const { own } = others.parent;
  const missing = others.total - sumOf(others.own);
  const share = Math.min(1, missing / (sumOf(own) || 1));
  if (missing <= 0) return;
  for (const kind in own) {
    others.own[kind] = (others.own[kind] ?? 0) + own[kind] * share;
    own[kind] *= 1 - share;
  }
}

const sumOf = (mix) => Object.values(mix).reduce((sum, nanos) => sum + nanos, 0);

const eventView = (event, row) => ({
  ...event, type: "event", label: event.text, parent: row, node: row.node, nodes: [], total: event.nanos,
  mix: {}, below: [], level: row.level + 1,
});

/** All that a view shows below it, in order. */
function childrenOf(view) {
  if (view.type === "frame") return (view.below ??= framesBelow(view));
  if (view.kind === "HIDDEN" && view.unfolded) return (view.frames ??= topFrames(view));
  if (view.kind === "OTHERS") return (view.others ??= topBoxes(view));
  return view.below;
}

/** A folded row always does: it has its frames. */
const canOpen = (view) => (view.type === "row" && view.kind === "HIDDEN") || childrenOf(view).length > 0;

/** What is taken together in one row, still folded. */
function topBoxes(row) {
  return topsOf(row).filter((box) => box.total > 0).sort(longestFirst);
}
