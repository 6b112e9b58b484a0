// What the reader looks for, and how much of the time it is.

const search = { text: "", found: new Set(), list: [], at: -1 };

/** Looks in names, classes, files and threads. */
function searchFor(profile, text) {
  search.text = text.trim().toLowerCase();
  search.at = -1;
  search.list = search.text
    ? profile.nodes.filter((node) => !node.gone && haystack(node).includes(search.text)) : [];
  search.found = new Set(search.list);
}

function haystack(node) {
  if (node.lane) return nameOf(node).toLowerCase();
  const { frame } = node;
  frame.haystack ??= [frame.label, frame.className + "." + frame.name, frame.name, frame.file]
    .join("\n").toLowerCase();
  return frame.haystack;
}

const isFound = (view) => view.nodes.some((node) => search.found.has(node));

/** The time of those found, none counted twice: on the request's own threads, and in lanes. */
function foundNanos() {
  const sums = { own: 0, lanes: 0 };
  for (const node of search.list) {
    let above = node.lane ? null : node.parent;
    while (above && !above.lane && !search.found.has(above)) above = above.parent;
    const counted = !node.lane && above && search.found.has(above);
    if (!counted) sums[laneOf(node) ? "lanes" : "own"] += node.totalNanos;
  }
  return sums;
}

function foundText() {
  if (!search.text) return "";
  if (!search.list.length) return "nothing found";
  const { own, lanes } = foundNanos();
  const parts = [count(search.list.length) + " found"];
  if (own > 0 || !lanes) parts.push(time(own), percent(own));
  if (lanes > 0) parts.push(time(lanes) + " on other threads");
  return parts.join(", ");
}

/** The next one found, or the one before; the longest first. */
function nextFound(step) {
  const { list } = search;
  if (!list.length) return null;
  search.at = search.at < 0 && step < 0 ? list.length - 1 : (search.at + step + list.length) % list.length;
  return list[search.at];
}
