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
      leads ? button([text], () => reveal(finding), { class: "link", title: "Show in the call tree" }) : text);
  }));
}

const isWarning = (profile, { kind, event }) =>
  WARNINGS.has(kind) || (kind === "QUERY" && event >= 0 && isOneByOne(profile.events[event]));
