// The unit code on a pesticide's label.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readUnitCode } from "../../../orchards/static/orchards/field/barcode.js";

const unit = (head) => head + "101123456789012345678901".slice(0, 32 - head.length);

test("a code of 32 digits tells the registration, inside an address or alone", () => {
  const code = unit("10981231");
  assert.equal(code.length, 32);
  for (const text of [code, `https://trace.example/q?c=${code}`, `http://a.cn/${code}&x=1`]) {
    assert.deepEqual(readUnitCode(text, 2026), { type: "PD", registration: "PD20098123", unit: code });
  }
});

test("kinds are told apart, and an old number has no century", () => {
  assert.equal(readUnitCode(unit("20801231"), 2026).registration, "WP20080123");
  assert.equal(readUnitCode(unit("21001232"), 2026).registration, "WP20100123");
  assert.equal(readUnitCode(unit("10043211"), 2026).registration, "PD4321");
  assert.equal(readUnitCode(unit("31401231"), 2026).registration, "LS20140123");
});

test("what is no unit code is none", () => {
  for (const text of ["", "https://trace.example/", "1".repeat(31), "1".repeat(33), unit("90981231"), unit("10981239")]) {
    assert.equal(readUnitCode(text, 2026), null);
  }
});
