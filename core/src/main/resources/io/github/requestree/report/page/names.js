// What frames and kinds of time are called.

const KINDS = {
  WORKING: "working", SLEEPING: "sleeping", LOCK: "lock", FUTURE: "future", QUEUE: "queue",
  SOCKET: "socket", FILE: "file", PROCESS: "process", HTTP_CLIENT: "HTTP client",
  DATABASE: "database", CONNECTION_POOL: "connection pool", WAITING: "waiting",
  NOT_SCHEDULED: "not scheduled", AWAIT: "await", IN_LANES: "in lanes",
  NOT_SAMPLED: "not sampled",
};

const kindName = (kind) => KINDS[kind] ?? safe(kind).toLowerCase();

const colour = (kind) => `var(--${KINDS[kind] ? kind : "WAITING"})`;

const isMethod = (frame) => frame.kind === "METHOD" && !!frame.className;

const isWaiting = (kind) => kind !== "WORKING" && kind !== "NOT_SAMPLED";

/** The name of a method as its author would say it: OrderService.load, new Order. */
function readableName(frame) {
  if (!isMethod(frame)) return frame.name;
  let type = frame.className;
  let name = frame.name;
  const remarks = [];
  const cutType = (mark) => {
    const at = type.search(mark);
    if (at > 0) type = type.slice(0, at);
    return at > 0;
  };
  cutType(/\//);
  let lambda = cutType(/\$\$Lambda/);
  if (lambda) name = "";
  let proxy = cutType(
    /\$\$SpringCGLIB\$\$|\$\$EnhancerBy|\$\$FastClassBy|\$ByteBuddy\$|\$HibernateProxy\$|\$MockitoMock\$|_\$\$_/);
  name = name.replace(/^CGLIB\$(.+)\$\d*$/, "$1");
  const body = /^(?:lambda|\$anonfun)\$(.*)\$\d+$/.exec(name) ?? /^(.+)\$lambda/.exec(name);
  if (body) {
    lambda = true;
    name = { new: "<init>", static: "<clinit>", null: "" }[body[1]] ?? body[1];
  }
  type = type.slice(type.lastIndexOf(".") + 1);
  if (type.startsWith("$Proxy")) {
    type = "";
    proxy = true;
  }
  type = type.replace(/([^$])\$(?=\p{L})/gu, "$1.").replace(/(.)\$$/, "$1");
  if (name === "<clinit>") remarks.push("static initialiser");
  if (lambda) remarks.push("lambda");
  if (proxy) remarks.push("proxy");
  const text = name === "<init>" ? "new " + type
    : name === "<clinit>" || !name ? type
    : type ? type + "." + name : name;
  return (text || frame.className) + (remarks.length ? ` (${remarks.join(", ")})` : "");
}

function packageOf(frame) {
  const end = isMethod(frame) ? frame.className.lastIndexOf(".") : -1;
  return end < 0 ? "" : frame.className.slice(0, end);
}

/** The part of a package that most likely is the library's name. */
function libraryName(frame) {
  const parts = packageOf(frame).split(".");
  if (/^(java|javax|jdk|sun)$/.test(parts[0])) return "java";
  const at = parts[0].length > 3 || parts.length < 2 ? 0
    : /^(apache|eclipse|google|github)$/.test(parts[1]) && parts.length > 2 ? 2 : 1;
  return parts[at];
}

const place = (node) => (node.frame.file && node.line > 0 ? node.frame.file + ":" + node.line : "");
