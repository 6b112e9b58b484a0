// What the profile found slow: under the title, each leading to its place.

const WARNINGS = new Set(["BLOCKED_THREAD", "LATE_START", "CALLS_IN_A_ROW"]);

function showFindings(profile, reveal) {
  const { findings = [] } = profile;
  const element = find("findings");
  element.hidden = !findings.length;
  element.className = findings.some((finding) => isWarning(profile, finding)) ? "" : "calm";
  element.replaceChildren(...findings.map((finding, i) => {
    const text = foreign(finding.sentence);
    const leads = finding.node != null || finding.event >= 0;
    return make("p", { class: i ? "more" : null },
      leads ? linkTo(placeOf(profile, finding), text, () => reveal(finding), { class: "link" }) : text);
  }));
}

const isWarning = (profile, { kind, event }) =>
  WARNINGS.has(kind) || (kind === "QUERY" && event >= 0 && isOneByOne(profile.events[event]));

const placeOf = (profile, { node, event }) => ({ node: node == null ? null : profile.nodes[node], event: event ?? -1 });

/** An alarm leads to the call that blocks, or to the work that began late. */
function linkNotes(profile, reveal) {
  for (const note of find("notes").querySelectorAll(".warning bdi")) {
    const text = note.textContent;
    const isIt = ({ blocks, lane }) => (blocks && text.startsWith("blocks " + safe(blocks.thread) + " "))
      || (lane && text.includes(" late on " + safe(lane.thread)));
    const late = (node) => node.lane?.lateNanos ?? 0;
    const [node] = profile.nodes.filter((one) => !one.gone && isIt(one)).sort((one, other) => late(other) - late(one));
    if (!node) continue;
    const link = linkTo({ node, event: -1 }, [], () => reveal({ node: node.number }), { class: "quiet-link" });
    note.replaceWith(link);
    link.append(note);
  }
}
