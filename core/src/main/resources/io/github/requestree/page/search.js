// What the reader looks for, and how much of the time it is.

const search = { text: "", found: new Set(), list: [], at: -1 };

/** Looks in names, classes, files and threads. */
function searchFor(profile, text) {
  search.text = text.trim().toLowerCase();
  search.at = -1;
  search.list = search.text
    ? profile.nodes.filter((node) => haystack(node).includes(search.text)) : [];
  search.found = new Set(search.list);
}

function haystack(node) {
  const { frame } = node;
  frame.haystack ??= [frame.label, frame.className + "." + frame.name, frame.name, frame.file]
    .join("\n").toLowerCase();
  return frame.haystack;
}

const isFound = (view) => !view.isSelf && view.nodes.some((node) => search.found.has(node));

/** The time of those found, none counted twice; lanes are no part of the whole. */
function foundNanos() {
  let nanos = 0;
  for (const node of search.list) {
    let above = node;
    while (above && !above.lane && (above === node || !search.found.has(above))) {
      above = above.parent;
    }
    if (!above) nanos += node.totalNanos;
  }
  return nanos;
}

const foundText = () =>
  !search.text ? ""
    : !search.list.length ? "nothing found"
    : `${count(search.list.length)} found, ${exactSeconds(foundNanos())}, ${percent(foundNanos())}`;

/** The next one found, or the one before. */
function nextFound(step) {
  const { list } = search;
  if (!list.length) return null;
  search.at = (search.at + step + list.length) % list.length;
  return list[search.at];
}
