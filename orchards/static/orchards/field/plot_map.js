// A grower's plots as a drawing: where they lie to each other, not how far. Outlines where there are any.

import { svg } from "./dom.js";

const WIDTH = 328;
const HEIGHT = 232;
const MARGIN = { x: 78, y: 52 };
const APART = { x: 150, y: 92 };
const ROUNDS = 60;
const MOST = 4;

/** SVG links for the first few plots. `said` gives the two lines in each, `isShut` whether an interval runs there. */
export function drawPlots(plots, { said, isShut, link }) {
  const shown = plots.slice(0, MOST);
  const centres = spread(shown.map((plot) => [plot.longitude, plot.latitude]));
  const largest = Math.max(...shown.map((plot) => Number(plot.area_mu)));
  return shown.map((plot, index) => {
    const [x, y] = centres[index].map(Math.round);
    const size = 0.72 + 0.28 * Math.sqrt(Number(plot.area_mu) / largest);
    const ring = outlineOf(plot) || hexagon(Number(plot.id) || index + 1);
    const points = ring.map(([dx, dy]) => `${Math.round(x + dx * 70 * size)},${Math.round(y + dy * 42 * size)}`).join(" ");
    const [first, second] = said(plot);
    return svg(
      "a",
      { href: link(plot) },
      svg("polygon", { class: `plot${isShut(plot) ? " shut" : ""}`, points, ...(!plot.outline && { "stroke-dasharray": "6 5" }) }),
      svg("text", { class: "halo", x, y: y - 4 }, first),
      svg("text", { class: "halo near-name", x, y: y + 16 }, second),
    );
  });
}

/** Positions fitted into the box, north up, then pushed apart until names have room. */
function spread(positions) {
  const xs = fit(positions.map(([longitude]) => longitude), MARGIN.x, WIDTH - MARGIN.x);
  const ys = fit(positions.map(([, latitude]) => -latitude), MARGIN.y, HEIGHT - MARGIN.y);
  const centres = xs.map((x, index) => [x, ys[index]]);
  for (let round = 0; round < ROUNDS; round += 1) {
    centres.forEach((a, i) => centres.slice(i + 1).forEach((b, j) => push(a, b, (i * 8 + j + 1) % 2 === 0)));
  }
  return centres;
}

function fit(values, low, high) {
  const least = Math.min(...values);
  const most = Math.max(...values);
  if (most - least < 1e-9) return values.map(() => (low + high) / 2);
  return values.map((value) => low + ((value - least) * (high - low)) / (most - least));
}

function push(a, b, isSideways) {
  const away = [b[0] - a[0], b[1] - a[1]];
  const need = [APART.x - Math.abs(away[0]), APART.y - Math.abs(away[1])];
  if (need[0] <= 0 || need[1] <= 0) return;
  const share = [need[0] / APART.x, need[1] / APART.y];
  const axis = share[0] < share[1] || (share[0] === share[1] && isSideways) ? 0 : 1;
  const step = (need[axis] / 2) * (away[axis] >= 0 ? 1 : -1);
  const [margin, whole] = axis === 0 ? [MARGIN.x, WIDTH] : [MARGIN.y, HEIGHT];
  const inside = (value) => Math.min(Math.max(value, margin), whole - margin);
  a[axis] = inside(a[axis] - step);
  b[axis] = inside(b[axis] + step);
}

function outlineOf(plot) {
  if (!plot.outline) return null;
  const ring = plot.outline.coordinates[0].map(([x, y]) => [x, -y]);
  const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
  const ends = (values) => [Math.min(...values), Math.max(...values)];
  const [wide, high] = [ends(xs), ends(ys)];
  const half = Math.max(wide[1] - wide[0], high[1] - high[0]) / 2 || 1;
  return ring.map(([x, y]) => [(x - (wide[0] + wide[1]) / 2) / half, (y - (high[0] + high[1]) / 2) / half]);
}

/** An uneven hexagon, for a plot known by one point. */
function hexagon(seed) {
  return Array.from({ length: 6 }, (_, corner) => {
    const reach = 0.86 + 0.14 * Math.sin(seed * 2.4 + corner * 1.9);
    const turn = ((corner * 60 + 18) * Math.PI) / 180;
    return [Math.cos(turn) * reach, Math.sin(turn) * reach];
  });
}
