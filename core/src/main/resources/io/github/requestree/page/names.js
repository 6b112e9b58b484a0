// What frames and kinds of time are called.

const KINDS = {
  ...WAIT_KINDS, WORKING: "working", AWAIT: "await", IN_LANES: "on other threads", NOT_SAMPLED: "not sampled",
};

const MEANINGS = {
  AWAIT: "no thread worked for the request in this time",
  IN_LANES: "the request's own threads were idle; work handed to these threads ran",
  NOT_SAMPLED: "too long between two checks to say what ran",
};

/** Kinds of time that are no time of a thread that is known to work or wait. */
const OFF_THREAD = new Set(["AWAIT", "IN_LANES", "NOT_SAMPLED"]);

/** What has one colour, the longest first, each by a kind that has it. */
function byColour(mix) {
  const families = new Map();
  for (const [kind, nanos] of byLength(mix)) {
    const family = FAMILIES[kind] ?? (kind === "IN_LANES" ? "AWAIT" : kind);
    families.has(family) ? (families.get(family)[1] += nanos) : families.set(family, [kind, nanos]);
  }
  return [...families.values()].sort((one, other) => other[1] - one[1]);
}

const kindName = (kind) => KINDS[kind] ?? safe(kind).toLowerCase();

const colour = (kind) => `var(--${KINDS[kind] ? kind : "WAITING"})`;

const isMethod = (frame) => frame.kind === "METHOD" && !!frame.className;

const isWaiting = (kind) => kind !== "WORKING" && kind !== "NOT_SAMPLED";

const nameOf = (node) =>
  node.lane ? "on thread " + safe(node.lane.thread) : node.frame.label;

/** The label of the frame at a place; what is not in the tree has no better name than this. */
function callName(profile, { className, method }) {
  const same = profile.frames.find((one) => one.className === className && one.name === method);
  return same?.label ?? safe(className.slice(className.lastIndexOf(".") + 1) + "." + method);
}

function packageOf(frame) {
  const end = isMethod(frame) ? frame.className.lastIndexOf(".") : -1;
  return end < 0 ? "" : frame.className.slice(0, end);
}

/** The library that a frame is of, or what stands for all that is of none. */
const libraryOf = (frame) =>
  !isMethod(frame) ? "" : frame.library ? frame.libraryName || "others" : "application";

/** Where the reader's editor opens a place, if the application says how; null without. */
function editorLink(frame, line) {
  if (!links.editor || !frame?.file || !isMethod(frame)) return null;
  const folders = packageOf(frame).split(".").filter((part) => part);
  const file = [...folders, frame.file].map(encodeURIComponent).join("/");
  return links.editor.replaceAll("{file}", file).replaceAll("{line}", line > 0 ? line : 1);
}

const place = (node) => (node.frame.file && node.line > 0 ? node.frame.file + ":" + node.line : "");
