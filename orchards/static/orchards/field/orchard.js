// What the book says of plots and intervals, together with what waits on the phone.

import { dayAfter, dayOf, daysBetween } from "./clock.js";

/** The interval that forbids picking a plot today and ends last, or null. Treatments that wait on the phone count. */
export function intervalOf(plot, waiting, today = dayOf()) {
  const own = waiting
    .filter(({ record }) => record.kind === "treatment" && record.plot === plot.id)
    .map(({ record }) => ({ ...record, allowed_from: dayAfter(record.applied_on, record.interval_days) }));
  const withdrawn = new Set(waiting.map(({ record }) => record.corrects).filter(Boolean));
  const running = [...plot.treatments, ...own].filter(
    (one) => one.applied_on <= today && today < one.allowed_from && !withdrawn.has(one.client_id),
  );
  if (!running.length) return null;
  const last = running.reduce((a, b) => (a.allowed_from >= b.allowed_from ? a : b));
  const gone = daysBetween(last.applied_on, today);
  return { ...last, gone, left: daysBetween(today, last.allowed_from) };
}

/** Grams of a plot's season with what waits on the phone and has not been counted yet. */
export function seasonOf(plot, waiting) {
  const own = waiting.filter(({ record, state }) => state === "waiting" && record.kind === "harvest" && record.plot === plot.id);
  return plot.season_g + own.reduce((sum, { record }) => sum + record.weight_g, 0);
}

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
