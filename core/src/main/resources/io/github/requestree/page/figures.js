// Prints numbers, each with its unit, as the text report does.

const figures = { whole: 1, millis: false, decimals: 3 };

/** Rounds whole nanoseconds half up: a fraction would be rounded by how it is stored. */
function rounded(nanos, unitNanos, decimals) {
  const unit = unitNanos / 10 ** decimals;
  return (Math.floor((nanos + unit / 2) / unit) / 10 ** decimals).toFixed(decimals);
}

/** In the unit of the tree, so that times below each other compare. */
const columnTime = (nanos) => figures.millis
  ? rounded(nanos, 1e6, figures.decimals) + " ms" : rounded(nanos, 1e9, figures.decimals) + " s";

/** In the unit that fits. */
function time(nanos) {
  if (nanos >= 999500000) return rounded(nanos, 1e9, 3) + " s";
  if (nanos > 0 && nanos < 50000) return "<0.1 ms";
  return rounded(nanos, 1e6, nanos === 0 || nanos >= 9950000 ? 0 : 1) + " ms";
}

function percent(part, whole = figures.whole) {
  const value = whole > 0 ? (100 * part) / whole : 0;
  return (value > 0 && value < 0.5 ? "<1" : Math.round(value)) + "%";
}

const count = (number) => Number(number).toLocaleString("en-US");

const plural = (number, one, many = one + "s") => count(number) + " " + (number === 1 ? one : many);

function bytes(number) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  for (; Math.round(number) >= 1000 && unit < 4; unit++) number /= 1000;
  return (unit && number < 10 ? number.toFixed(1) : Math.round(number)) + " " + units[unit];
}
