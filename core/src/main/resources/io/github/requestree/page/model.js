// The profile as it was measured: every node with its frame, its parent, and its time by kind.

function readProfile(json) {
  const profile = JSON.parse(json);
  figures.whole = profile.durationNanos;
  setResolution(profile.sampling.resolutionNanos);
  profile.nodes = [];
  profile.frames.forEach((frame, index) => {
    frame.index = index;
    frame.label = cut(safe(frame.label), 220);
  });
  link(profile, profile.root, null);
  if (profile.usual) addUsual(profile.root, profile.usual.root);
  return profile;
}

function link(profile, node, parent) {
  node.frame = profile.frames[node.frame];
  node.parent = parent;
  node.children ??= [];
  node.lanes ??= [];
  node.selfNanos ??= 0;
  node.mix = selfMix(node);
  // The longest of what is below it, lanes included: a hand-off in no time may lead to the slow one.
  node.reach = node.totalNanos;
  profile.nodes.push(node);
  for (const child of node.children) {
    link(profile, child, node);
    for (const kind in child.mix) node.mix[kind] = (node.mix[kind] ?? 0) + child.mix[kind];
    node.reach = Math.max(node.reach, child.reach);
  }
  for (const lane of node.lanes) {
    link(profile, lane, node);
    node.reach = Math.max(node.reach, lane.reach);
  }
}

function selfMix(node) {
  const kind = node.frame.kind;
  if (kind === "AWAIT" || kind === "NOT_SAMPLED" || kind === "IN_LANES") {
    return { [kind]: node.selfNanos };
  }
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

/** The call of the application that led here; the node itself if none is known. */
function applicationAbove(node) {
  for (let above = node; above; above = above.parent) {
    if (isMethod(above.frame) && !above.frame.library) return above;
  }
  return node;
}

const byLength = (mix) => Object.entries(mix).sort((one, other) => other[1] - one[1]);

const mainKind = (mix) => byLength(mix)[0]?.[0] ?? "WORKING";

/** How much of it was no work. */
const waitingOf = (mix) =>
  Object.entries(mix).reduce((sum, [kind, nanos]) => sum + (isWaiting(kind) ? nanos : 0), 0);
