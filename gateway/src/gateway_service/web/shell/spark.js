// A small line of values over time, oldest first, with the value it started from.

import { svg } from "./dom.js";

const HEIGHT = 24;
const POINTS = 120;

export function spark(values, text) {
  const shown = thinned(values);
  const low = Math.min(...shown);
  const high = Math.max(...shown);
  const y = (value) => (HEIGHT - 1 - ((HEIGHT - 2) * (value - low)) / (high - low || 1)).toFixed(2);
  const x = (index) => ((100 * index) / Math.max(shown.length - 1, 1)).toFixed(2);
  const line = shown.map((value, index) => `${index ? "L" : "M"}${x(index)} ${y(value)}`).join("");
  return svg(
    "svg",
    { class: "spark", viewBox: `0 0 100 ${HEIGHT}`, preserveAspectRatio: "none", role: "img", "aria-label": text },
    shown.length > 1 && svg("line", { class: "start", x1: 0, x2: 100, y1: y(shown[0]), y2: y(shown[0]) }),
    shown.length > 0 && svg("path", { class: "line", d: line }),
  );
}

function thinned(values) {
  if (values.length <= POINTS) return values;
  const step = (values.length - 1) / (POINTS - 1);
  return Array.from({ length: POINTS }, (_, index) => values[Math.round(index * step)]);
}
