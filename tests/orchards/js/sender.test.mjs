// When the phone sends: at once, again when there may be a network, and never past what was logged meanwhile.

import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.window = new EventTarget();
globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
const { whenever } = await import("../../../orchards/static/orchards/field/sender.js");

/** Time passes here only when a test says so. */
const due = [];
globalThis.setTimeout = (work, wait) => due.push({ work, wait });
globalThis.clearTimeout = (number) => number && (due[number - 1] = null);
const next = () => due.findLast(Boolean);

/** Work that ends when it is told to, each round by itself. */
function rounds() {
  const open = [];
  const work = () => new Promise((done) => open.push(done));
  return { open, work };
}

const turn = () => new Promise((done) => setImmediate(done));

test("what is logged while a round is ending goes in the next one, at once", async () => {
  const { open, work } = rounds();
  const run = whenever(work);
  run();
  run();
  run();
  assert.equal(open.length, 1);
  open[0]("empty");
  await turn();
  assert.equal(open.length, 2);
  open[1]("empty");
  await turn();
  assert.equal(open.length, 2);
  assert.equal(next().wait, 5 * 60 * 1000);
});

test("whoever asked while it worked is answered by the round that came after", async () => {
  const { open, work } = rounds();
  const run = whenever(work);
  run();
  const answer = run();
  open[0]("empty");
  await turn();
  open[1]("signed-out");
  assert.equal(await answer, "signed-out");
});

test("without a network nothing is tried again at once, and everything when there is one", async () => {
  const { open, work } = rounds();
  const run = whenever(work);
  run();
  run();
  open[0]("later");
  await turn();
  assert.equal(open.length, 1);
  assert.equal(next().wait, 4000);
  window.dispatchEvent(new Event("online"));
  assert.equal(open.length, 2);
});
