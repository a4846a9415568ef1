// A plot as the grower sees it: the book, with what was logged on the phone since.

import assert from "node:assert/strict";
import { test } from "node:test";

import { intervalOf, lastHarvest, notYet, seasonOf, treatmentsOf } from "../../../orchards/static/orchards/field/orchard.js";

const plot = { id: "P4", season_g: 100_000, treatments: [], not_yet: null };

/** A record of the phone. */
const own = (id, record, state = "waiting") => ({ id, state, record: { client_id: id, plot: "P4", ...record } });
const harvest = (id, weight_g, more = {}, state = "waiting") =>
  own(id, { kind: "harvest", weight_g, picked_at: "2026-06-24T08:00:00+08:00", ...more }, state);
const row = (id, weight_g, more = {}) => ({
  client_id: id,
  plot: "P4",
  weight_g,
  picked_at: "2026-06-23T08:00:00+08:00",
  corrected: false,
  ...more,
});

test("what waits and what was sent since the book came counts to the season", () => {
  const kept = [harvest("a", 1000), harvest("b", 2000, {}, "sent"), harvest("c", 4000, { plot: "P5" })];
  assert.equal(seasonOf(plot, kept, []), 103_000);
});

test("what the book has already is not counted twice", () => {
  assert.equal(seasonOf(plot, [harvest("a", 1000, {}, "sent")], [row("a", 1000)]), 100_000);
});

test("what the cooperative could not take does not count", () => {
  assert.equal(seasonOf(plot, [harvest("a", 1000, {}, "refused"), harvest("b", 1000, {}, "conflict")], []), 100_000);
});

test("a record that was declared wrong without a network counts no more, the right one does", () => {
  const kept = [harvest("right", 43_000, { corrects: "wrong" }), harvest("wrong", 430_000)];
  assert.equal(seasonOf(plot, kept, []), 143_000);
});

test("a record of the book that was declared wrong without a network counts no more", () => {
  const never = own("never", { kind: "correction", plot: undefined, corrects: "wrong" });
  assert.equal(seasonOf(plot, [never], [row("wrong", 30_000)]), 70_000);
  assert.equal(seasonOf(plot, [never], [row("wrong", 30_000, { corrected: true })]), 100_000);
  assert.equal(seasonOf(plot, [{ ...never, state: "refused" }], [row("wrong", 30_000)]), 100_000);
});

test("a treatment that was declared wrong without a network shuts nothing: the phone's or the book's", () => {
  const sprayed = { client_id: "s", applied_on: "2026-06-19", interval_days: 14, allowed_from: "2026-07-03" };
  const shut = { ...plot, treatments: [sprayed] };
  const never = own("never", { kind: "correction", plot: undefined, corrects: "s" });
  assert.equal(intervalOf(shut, [], "2026-06-24").left, 9);
  assert.equal(intervalOf(shut, [never], "2026-06-24"), null);
  const here = own("s", { kind: "treatment", ...sprayed });
  assert.equal(intervalOf(plot, [here], "2026-07-02").left, 1);
  assert.equal(intervalOf(plot, [here], "2026-07-03"), null);
  assert.equal(intervalOf(plot, [here, never], "2026-07-02"), null);
});

test("the last time is the last picking that stands, on a plot that is still there", () => {
  const book = { plots: [plot], harvests: [row("before", 2000), row("undone", 9000, { corrected: true })] };
  assert.equal(lastHarvest(book, []).client_id, "before");
  assert.equal(lastHarvest(book, [harvest("now", 1000)]).client_id, "now");
  const old = harvest("old", 1000, { picked_at: "2026-06-01T08:00:00+08:00" });
  assert.equal(lastHarvest(book, [old]).client_id, "before");
  assert.equal(lastHarvest(book, [harvest("now", 1000), own("never", { kind: "correction", corrects: "now" })]).client_id, "before");
  assert.equal(lastHarvest(book, [harvest("now", 1000, {}, "refused")]).client_id, "before");
  assert.equal(lastHarvest(book, [harvest("gone", 1000, { plot: "P9" })]).plot, plot);
  assert.equal(lastHarvest({ plots: [plot], harvests: [] }, []), null);
});

test("treatments are remembered from the phone and the book, the last first, and none that was wrong", () => {
  const book = { treatments: [row("b", 0), row("undone", 0, { corrected: true }), row("wrong", 0)] };
  const kept = [
    own("a", { kind: "treatment" }),
    own("c", { kind: "treatment" }),
    own("b", { kind: "treatment" }, "sent"),
    own("no", { kind: "treatment" }, "refused"),
    own("never", { kind: "correction", corrects: "wrong" }),
  ];
  assert.deepEqual(treatmentsOf(book, kept).map((one) => one.client_id), ["c", "a", "b"]);
});

test("before the market opens a line says so; on the day it is silent, also without a network", () => {
  const waits = { ...plot, not_yet: { from: "2026-07-01", sentence: "Not yet." } };
  assert.equal(notYet(waits, "2026-06-30"), "Not yet.");
  assert.equal(notYet(waits, "2026-07-01"), "");
  assert.equal(notYet(plot, "2026-06-30"), "");
});
