// What the book says of plots and intervals, together with what waits on the phone.

import { dayAfter, dayOf, daysBetween } from "./clock.js";

/** Whether a record of the phone counts: one that was not taken does not. */
const isCounted = ({ state }) => state === "waiting" || state === "sent";

/** Identifiers that another record of the phone declares wrong; one that was not taken declares nothing. */
export function withdrawn(own) {
  return new Set(own.filter(isCounted).map(({ record }) => record.corrects).filter(Boolean));
}

/** The interval that forbids picking a plot today and ends last, or null. Treatments that wait on the phone count. */
export function intervalOf(plot, own, today = dayOf()) {
  const wrong = withdrawn(own);
  const here = own
    .filter(({ state, record }) => state !== "aside" && record.kind === "treatment" && record.plot === plot.id)
    .map(({ record }) => ({ ...record, allowed_from: dayAfter(record.applied_on, record.interval_days) }));
  const running = [...plot.treatments, ...here].filter(
    (one) => one.applied_on <= today && today < one.allowed_from && !wrong.has(one.client_id),
  );
  if (!running.length) return null;
  const last = running.reduce((a, b) => (a.allowed_from >= b.allowed_from ? a : b));
  const gone = daysBetween(last.applied_on, today);
  return { ...last, gone, left: daysBetween(today, last.allowed_from) };
}

/** Grams of a plot's season: the book's, with what the phone logged since and without what it declared wrong since. */
export function seasonOf(plot, own, harvests) {
  const wrong = withdrawn(own);
  const known = new Set(harvests.map((row) => row.client_id));
  const more = own
    .filter((entry) => isCounted(entry) && !known.has(entry.id) && !wrong.has(entry.id))
    .map(({ record }) => record)
    .filter((record) => record.kind === "harvest");
  const less = harvests.filter((row) => !row.corrected && wrong.has(row.client_id));
  const grams = (rows) => rows.filter((row) => row.plot === plot.id).reduce((sum, row) => sum + row.weight_g, 0);
  return plot.season_g + grams(more) - grams(less);
}

/** What was picked last and stands, on a plot that is still there, with its plot: on the phone or in the book; or null. */
export function lastHarvest(book, own) {
  const wrong = withdrawn(own);
  const logged = own.filter(isCounted).map(({ record }) => record).filter((record) => record.kind === "harvest");
  const plotOf = (row) => book.plots.find((plot) => plot.id === row.plot);
  const standing = [...logged, ...book.harvests].filter((row) => !row.corrected && !wrong.has(row.client_id) && plotOf(row));
  if (!standing.length) return null;
  const last = standing.reduce((a, b) => (Date.parse(b.picked_at) > Date.parse(a.picked_at) ? b : a));
  return { ...last, plot: plotOf(last) };
}

/** The treatments that stand, of the phone and the book, the last one first. */
export function treatmentsOf(book, own) {
  const wrong = withdrawn(own);
  const known = new Set(book.treatments.map((row) => row.client_id));
  const logged = own.filter((entry) => isCounted(entry) && entry.record.kind === "treatment" && !known.has(entry.id));
  const rows = [...logged.map(({ record }) => record).reverse(), ...book.treatments];
  return rows.filter((row) => !row.corrected && !wrong.has(row.client_id));
}

/** The sentence before a variety's market-opening day, which the phone may live to see without a network; "" after it. */
export const notYet = (plot, today = dayOf()) => (plot.not_yet && today < plot.not_yet.from ? plot.not_yet.sentence : "");

/** The plots, the nearest first when the phone knows where it is, else as the book has them: last picked first. */
export function inOrder(plots, position) {
  if (!position) return plots;
  return [...plots].sort((a, b) => away(a, position) - away(b, position));
}

/** Metres between a plot and a position, by a plane: exact enough within a valley. */
function away(plot, { latitude, longitude }) {
  const narrowing = Math.cos((latitude * Math.PI) / 180);
  return Math.hypot((plot.latitude - latitude) * 111320, (plot.longitude - longitude) * 111320 * narrowing);
}
