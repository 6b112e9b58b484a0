// Prints numbers, each with its unit, as the text report does.

const figures = { decimals: 3, whole: 1, show: "both" };

function setResolution(nanos) {
  figures.leastLate = Math.max(nanos, 1e6);
  figures.decimals = !nanos ? 3 : nanos >= 1e7 ? 2 : nanos >= 1e6 ? 3 : 4;
}

const seconds = (nanos, decimals = figures.decimals) => (nanos / 1e9).toFixed(decimals) + " s";

const exactSeconds = (nanos) => seconds(nanos, Math.max(3, figures.decimals));

function percent(part, whole = figures.whole) {
  const value = whole > 0 ? (100 * part) / whole : 0;
  return (value > 0 && value < 0.5 ? "<1" : Math.round(value)) + "%";
}

/** As the reader wants it: seconds, percent of the whole, or both. */
const time = (nanos) =>
  figures.show === "seconds" ? seconds(nanos)
    : figures.show === "percent" ? percent(nanos)
    : seconds(nanos) + ", " + percent(nanos);

function shortTime(nanos) {
  if (nanos >= 1e9) return seconds(nanos, 1);
  return nanos >= 1e7 ? Math.round(nanos / 1e6) + " ms" : (nanos / 1e6).toFixed(1) + " ms";
}

const count = (number) => Number(number).toLocaleString("en-US");

const plural = (number, one, many = one + "s") => count(number) + " " + (number === 1 ? one : many);

function bytes(number) {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let unit = 0;
  for (; Math.round(number) >= 1000 && unit < 4; unit++) number /= 1000;
  return (unit && number < 10 ? number.toFixed(1) : Math.round(number)) + " " + units[unit];
}
