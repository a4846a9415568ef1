// The sheet on which a clerk places a plot: lines of degrees, a scale, the neighbours, the townships, the ring.

import { roundNumber } from "./view.js";

const SVG = "http://www.w3.org/2000/svg";
const CORNER = 5;
const EDGE = 40;

/** Draw everything anew. `near` is what the server told ({plots, townships}), `fix` where the receiver is. */
export function drawMap(sheet, { view, ring, near, fix, self }) {
  const nodes = [...graticule(view)];
  for (const plot of near.plots) if (plot.id !== self) nodes.push(...neighbour(view, plot));
  for (const town of near.townships) nodes.push(...township(view, town));
  nodes.push(...own(view, ring), ...receiver(view, fix), ...scale(view), middle(view));
  sheet.replaceChildren(...nodes);
}

function svg(name, attributes, text = "") {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.textContent = text;
  return node;
}

const points = (view, ring) => ring.map(([lon, lat]) => view.at(lon, lat).map((part) => part.toFixed(1)).join(",")).join(" ");

function graticule(view) {
  const [west, south, east, north] = view.box;
  const step = roundNumber((east - west) / 5);
  const places = Math.max(0, Math.ceil(-Math.log10(step)));
  const nodes = [];
  for (let lon = Math.ceil(west / step) * step; lon < east; lon += step) {
    const [x] = view.at(lon, south);
    nodes.push(svg("path", { class: "near", d: `M${x} 0V${view.height}`, opacity: 0.4 }));
    if (x > EDGE) nodes.push(svg("text", { class: "near-name", x: x + 3, y: 12 }, lon.toFixed(places)));
  }
  for (let lat = Math.ceil(south / step) * step; lat < north; lat += step) {
    const [, y] = view.at(west, lat);
    nodes.push(svg("path", { class: "near", d: `M0 ${y}H${view.width}`, opacity: 0.4 }));
    if (y > EDGE && y < view.height - EDGE) nodes.push(svg("text", { class: "near-name", x: 3, y: y - 3 }, lat.toFixed(places)));
  }
  return nodes;
}

function neighbour(view, plot) {
  const [x, y] = view.at(...plot.at);
  const shape = plot.ring
    ? svg("polygon", { class: "plot", points: points(view, plot.ring) })
    : svg("circle", { class: "land", cx: x, cy: y, r: 4 });
  return [shape, svg("text", { class: "near-name", "text-anchor": "middle", x, y: y + (plot.ring ? 4 : 16) }, plot.name)];
}

function township(view, town) {
  const [x, y] = view.at(...town.at);
  return [svg("path", { class: "solid", d: `M${x - 4} ${y - 4}h8v8h-8z` }), svg("text", { class: "halo", x: x + 9, y: y + 4 }, town.name)];
}

function own(view, ring) {
  const corners = ring.corners.map(({ lon, lat }) => [lon, lat]);
  if (!corners.length) return [];
  const closed = corners.length > 2 ? "polygon" : "polyline";
  const dots = corners.map((corner) => view.at(...corner)).map(([cx, cy]) => svg("circle", { class: "corner", cx, cy, r: CORNER }));
  return [svg(closed, { class: "mine", points: points(view, corners) }), ...dots];
}

function receiver(view, fix) {
  if (!fix) return [];
  const [cx, cy] = view.at(fix.lon, fix.lat);
  return [svg("circle", { class: "fix", cx, cy, r: Math.max(6, fix.accuracy_m / view.metres) }), svg("circle", { class: "spot", cx, cy, r: 4 })];
}

function scale(view) {
  const metres = roundNumber(80 * view.metres);
  const said = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  const y = view.height - 12;
  return [svg("path", { d: `M12 ${y}h${metres / view.metres}` }), svg("text", { x: 12, y: y - 6 }, said)];
}

function middle(view) {
  const [x, y] = [view.width / 2, view.height / 2];
  return svg("path", { class: "near", d: `M${x - 8} ${y}h16M${x} ${y - 8}v16` });
}
