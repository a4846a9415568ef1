// The form of a plot: map, receiver and edge write into the fields that are there without them.

import { drawMap } from "./map.js";
import { GOOD_M, watch } from "./receiver.js";
import { Ring } from "./ring.js";
import { View } from "./view.js";

const land = document.querySelector(".land");
const sheet = land.querySelector(".land-map");
const field = (name) => document.getElementById(`id_${name}`);
const word = (name, values = {}) => land.querySelector(`[data-word=${name}]`).textContent.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const STEP = 0.25;
const LATER = 300;
const WGS84 = "WGS-84";

const ring = new Ring(edited);
land.hidden = false;
const [width, height] = [Math.max(300, sheet.clientWidth), 420];
sheet.setAttribute("viewBox", `0 0 ${width} ${height}`);
const view = new View(Number(land.dataset.longitude), Number(land.dataset.latitude), { width, height });
const state = { view, ring, near: { plots: [], townships: [] }, fix: null, self: land.dataset.self };
let stop = null;
let asking = 0;

const ACTS = {
  in: () => view.zoom(1 / 2),
  out: () => view.zoom(2),
  west: () => view.pan(-STEP, 0),
  east: () => view.pan(STEP, 0),
  north: () => view.pan(0, STEP),
  south: () => view.pan(0, -STEP),
  undo: () => ring.undo(),
  clear: () => ring.clear(),
  gps: look,
  take,
  corner: () => ring.add(state.fix.lon, state.fix.lat, state.fix.accuracy_m),
};
const KEYS = { "+": "in", "=": "in", "-": "out", ArrowLeft: "west", ArrowRight: "east", ArrowUp: "north", ArrowDown: "south", Backspace: "undo" };

function show() {
  drawMap(sheet, state);
  const { corners } = ring;
  land.querySelector("[data-t=corners]").textContent = corners.length ? word("corners", { count: corners.length }) : "";
  land.querySelector("[data-t=area]").textContent = corners.length > 2 ? word("area", { mu: ring.mu().toFixed(2) }) : "";
  clearTimeout(asking);
  asking = setTimeout(ask, LATER);
}

/** What lies around: asked for when the map stands still. Without an answer the map stays as it is. */
async function ask() {
  const answer = await fetch(`${land.dataset.near}?box=${view.box.map((part) => part.toFixed(6))}`).catch(() => null);
  if (!answer || !answer.ok) return;
  state.near = await answer.json();
  drawMap(sheet, state);
}

function edited() {
  const outline = ring.outline();
  field("outline").value = outline ? JSON.stringify(outline) : "";
  field("source_crs").value = WGS84;
  const accuracy = ring.accuracy();
  if (accuracy !== null) field("accuracy_m").value = accuracy.toFixed(1);
}

function look() {
  if (stop) stop();
  land.querySelectorAll("[data-show=fix]").forEach((node) => (node.hidden = false));
  said("waiting", "wait");
  stop = watch(found, () => said("denied", "no"));
}

function found(fix) {
  const isFirst = !state.fix;
  state.fix = fix;
  if (isFirst) [view.lon, view.lat] = [fix.lon, fix.lat];
  const isGood = fix.accuracy_m <= GOOD_M;
  said(isGood ? "good" : "coarse", isGood ? "ok" : "warn", { metres: Math.round(fix.accuracy_m) });
  for (const name of ["take", "corner"]) {
    const button = land.querySelector(`[data-do=${name}]`);
    button.disabled = false;
    button.classList.toggle("ghost", !isGood);
  }
  show();
}

function said(name, kind, values) {
  const node = land.querySelector("[data-t=fix]");
  node.textContent = word(name, values);
  node.parentNode.className = `state ${kind}`;
  node.parentNode.querySelector("use").setAttribute("href", `#${kind}`);
}

function take() {
  if (field("source_crs").value !== WGS84) field("outline").value = "";
  field("latitude").value = state.fix.lat.toFixed(7);
  field("longitude").value = state.fix.lon.toFixed(7);
  field("accuracy_m").value = state.fix.accuracy_m.toFixed(1);
  field("source_crs").value = WGS84;
}

function act(name) {
  ACTS[name]();
  show();
}

land.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-do]");
  if (button) act(button.dataset.do);
});

sheet.addEventListener("click", (event) => {
  const place = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
  ring.add(...view.from(place.x, place.y));
  show();
});

sheet.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter") ring.add(view.lon, view.lat);
  else if (event.key in KEYS) ACTS[KEYS[event.key]]();
  else return;
  event.preventDefault();
  show();
});

for (const name of ["latitude", "longitude"]) field(name).addEventListener("input", () => (field("accuracy_m").value = ""));
if (field("source_crs").value === WGS84) ring.read(field("outline").value);
if (ring.corners.length) view.fit(ring.corners);
land.querySelectorAll("[data-show=fix]").forEach((node) => (node.hidden = true));
show();
