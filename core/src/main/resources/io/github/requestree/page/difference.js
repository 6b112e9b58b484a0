// What took longer than usual, and what less.

function showDifference(profile, rows, element) {
  if (!rows) return;
  const { usual } = profile;
  element.replaceChildren(
    make("h2", {}, signed(profile.root.totalNanos - usual.root.totalNanos),
      ` against usual: ${time(usual.meanNanos)}, the median of ${plural(usual.count, "request")}`),
    make("ul", { class: "plain rows" }, rows.map((row) => {
      const call = make("span", { class: "call" },
        row.kind === "LANE" ? "⇢ " : "", foreign(row.name, "name"), (row.marks ?? []).map(mark));
      call.style.setProperty("--indent", row.level);
      return make("li", { class: row.application ? "application" : "library" },
        make("span", { class: "seconds" }, row.time), call);
    })));
  element.hidden = false;
}

const signed = (nanos) => (nanos < 0 ? "-" : "+") + time(Math.abs(nanos));
