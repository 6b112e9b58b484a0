// What frames and kinds of time are called.

const KINDS = {
  ...WAIT_KINDS, WORKING: "working", AWAIT: "await", IN_LANES: "on other threads", NOT_SAMPLED: "not sampled",
};

const MEANINGS = {
  AWAIT: "no thread worked for the request in this time",
  IN_LANES: "the request's own threads were idle; work handed to these threads ran",
  NOT_SAMPLED: "too long between two checks to say what ran",
};

const kindName = (kind) => KINDS[kind] ?? safe(kind).toLowerCase();

const colour = (kind) => `var(--${KINDS[kind] ? kind : "WAITING"})`;

const isMethod = (frame) => frame.kind === "METHOD" && !!frame.className;

const isWaiting = (kind) => kind !== "WORKING" && kind !== "NOT_SAMPLED";

/** The label of the frame at a place; what is not in the tree has no better name than this. */
function callName(profile, { className, method }) {
  const same = profile.frames.find((one) => one.className === className && one.name === method);
  return same?.label ?? safe(className.slice(className.lastIndexOf(".") + 1) + "." + method);
}

/** The innermost call of the application, by what the tree knows of its class; else the innermost. */
function applicationCall(profile, stack) {
  const isLibrary = ({ className }) =>
    profile.frames.find((one) => one.className === className)?.library
      ?? /^(java|javax|jdk|sun)\./.test(className);
  return stack.find((call) => !isLibrary(call)) ?? stack[0];
}

function packageOf(frame) {
  const end = isMethod(frame) ? frame.className.lastIndexOf(".") : -1;
  return end < 0 ? "" : frame.className.slice(0, end);
}

const place = (node) => (node.frame.file && node.line > 0 ? node.frame.file + ":" + node.line : "");
