// Identifiers and times as the phone writes them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAfter, daysBetween, settled, skewOf, written } from "../../../orchards/static/orchards/field/clock.js";
import { after, uuid7 } from "../../../orchards/static/orchards/field/uuid7.js";

test("identifiers are UUIDs of version 7 and sort as they were made", () => {
  const made = Array.from({ length: 2000 }, () => uuid7());
  for (const id of made) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual([...made].sort(), made);
  assert.equal(new Set(made).size, made.length);
});

test("a clock that is set back changes nothing of the order: what corrects comes after what it corrects", () => {
  const now = Date.parse("2026-06-24T00:00:00Z");
  const yesterday = uuid7(now);
  const dead = Array.from({ length: 5000 }, () => uuid7(0));
  assert.deepEqual([yesterday, ...dead].sort(), [yesterday, ...dead]);
  assert.equal(new Set(dead).size, 5000);
});

test("an app that was opened anew goes on after what it kept", () => {
  const kept = "ffffff00-0000-7123-8000-000000000000";
  after(kept);
  after("01980000-0000-7000-8000-000000000000");
  assert.ok(uuid7() > kept);
});

test("a moment is written with its offset", () => {
  const text = written(new Date("2026-06-24T00:12:00.120Z"));
  assert.match(text, /^2026-06-2[34]T\d\d:\d\d:00\.120[+-]\d\d:\d\d$/);
  assert.equal(Date.parse(text), Date.parse("2026-06-24T00:12:00.120Z"));
});

test("days are counted over the end of a month", () => {
  assert.equal(dayAfter("2026-06-19", 14), "2026-07-03");
  assert.equal(daysBetween("2026-06-19", "2026-07-03"), 14);
});

test("what a slow network makes of the clock is not counted", () => {
  const now = Date.parse("2026-06-24T00:00:00Z");
  assert.equal(skewOf("2026-06-24T00:00:01.900Z", now), 0);
  assert.equal(skewOf("2026-06-22T00:00:00Z", now), -2 * 24 * 3600 * 1000);
});

test("a record is moved only when the clock was set in between", () => {
  const record = { logged_at: "2026-06-26T08:12:00.000+08:00", applied_on: "2026-06-25" };
  assert.equal(settled(record, 1000, 1500), record);
  assert.equal(settled(record, undefined, 0), record);
  assert.equal(settled(record, -2 * 24 * 3600 * 1000, 0).applied_on, "2026-06-23");
});
