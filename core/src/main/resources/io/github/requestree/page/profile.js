// The profile as it was measured: every node with its frame, its parent, and its time by kind.

function readProfile(json) {
  const profile = JSON.parse(json);
  figures.whole = profile.durationNanos;
  profile.nodes = [];
  profile.frames.forEach((frame, index) => {
    frame.index = index;
    frame.label = cut(safe(frame.label), 220);
    frame.own = frame.libraryName === "requestree";
  });
  link(profile, profile.root, null);
  if (profile.usual) addUsual(profile.root, profile.usual.root);
  return profile;
}

/** Numbers nodes as the server does: each before its children, and these before its lanes. */
function link(profile, node, parent) {
  node.frame = profile.frames[node.frame];
  node.parent = parent;
  node.children ??= [];
  node.lanes ??= [];
  node.selfNanos ??= 0;
  node.ownMix = selfMix(node);
  node.number = profile.nodes.length;
  profile.nodes.push(node);
  for (const child of node.children) link(profile, child, node);
  for (const lane of node.lanes) link(profile, lane, node);
  node.children = node.children.flatMap((child) => (child.frame.own ? giveUp(child, node) : [child]));
  // A hand-off in no time may lead to the slow lane.
  node.leads = node.lanes.length > 0 || node.children.some((child) => child.leads);
  node.mix = { ...node.ownMix };
  for (const child of node.children) addMix(node.mix, child.mix);
}

/** The time of our own frames is their callers'. */
function giveUp(own, caller) {
  own.gone = true;
  caller.selfNanos += own.selfNanos;
  addMix(caller.ownMix, own.ownMix);
  caller.lanes.push(...own.lanes);
  for (const next of [...own.children, ...own.lanes]) next.parent = caller;
  return own.children;
}

function selfMix(node) {
  const { kind } = node.frame;
  if (OFF_THREAD.has(kind)) return node.selfNanos ? { [kind]: node.selfNanos } : {};
  let working = node.selfNanos;
  const mix = {};
  for (const [reason, nanos] of Object.entries(node.waiting ?? {})) {
    mix[reason] = nanos;
    working -= nanos;
  }
  if (working > 0) mix.WORKING = working;
  return mix;
}

/** Follows both trees; frames that are the same have the same index. */
function addUsual(node, usual) {
  node.usual = usual.totalNanos;
  const byFrame = new Map((usual.children ?? []).map((child) => [child.frame, child]));
  for (const child of node.children) {
    const same = byFrame.get(child.frame.index);
    if (same) addUsual(child, same);
  }
}

function addMix(mix, more) {
  for (const kind in more) mix[kind] = (mix[kind] ?? 0) + more[kind];
}

const byLength = (mix) => Object.entries(mix).filter(([, nanos]) => nanos > 0)
  .sort((one, other) => other[1] - one[1]);

const mainKind = (mix) => byLength(mix)[0]?.[0] ?? "WORKING";

/** The lane that a node is in; null on the request's own threads. */
function laneOf(node) {
  for (let above = node; above; above = above.parent) if (above.lane) return above;
  return null;
}
