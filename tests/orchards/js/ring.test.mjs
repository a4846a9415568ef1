// The corners of a plot and the sheet they are drawn on.

import assert from "node:assert/strict";
import test from "node:test";

import { Ring } from "../../../orchards/static/orchards/land/ring.js";
import { View, roundNumber } from "../../../orchards/static/orchards/land/view.js";

const square = (ring, side = 0.001) => {
  for (const [x, y] of [[0, 0], [1, 0], [1, 1], [0, 1]]) ring.add(106.8 + x * side, 23.7 + y * side);
  return ring;
};

test("an outline closes, and three corners are the least", () => {
  const ring = new Ring();
  ring.add(106.8, 23.7);
  ring.add(106.801, 23.7);
  assert.equal(ring.outline(), null);
  ring.add(106.801, 23.701);
  assert.deepEqual(ring.outline().coordinates[0].at(-1), [106.8, 23.7]);
});

test("a corner is taken back, and all of them", () => {
  const ring = square(new Ring());
  ring.undo();
  assert.equal(ring.corners.length, 3);
  ring.clear();
  assert.equal(ring.outline(), null);
});

test("the map says the area that the page will say: the ellipsoid's, to a hundredth of a mu", () => {
  assert.equal(square(new Ring()).mu().toFixed(2), "16.94");
});

test("the accuracy of an edge is that of its worst corner, and clicked corners have none", () => {
  const ring = square(new Ring());
  assert.equal(ring.accuracy(), null);
  ring.add(106.8, 23.7005, 4);
  ring.add(106.8, 23.7004, 9.5);
  assert.equal(ring.accuracy(), 9.5);
});

test("a stored outline is read, and what is none is an empty ring", () => {
  const ring = new Ring();
  ring.read(JSON.stringify(square(new Ring()).outline()));
  assert.equal(ring.corners.length, 4);
  ring.read("here");
  assert.equal(ring.corners.length, 0);
});

test("what is clicked lies where it was clicked, wherever the map stands", () => {
  const view = new View(106.8, 23.7, { width: 640, height: 440 });
  view.zoom(1 / 4);
  view.pan(0.25, -0.5);
  const [x, y] = view.at(...view.from(123, 45));
  assert.ok(Math.abs(x - 123) < 1e-6 && Math.abs(y - 45) < 1e-6);
  const ring = square(new Ring());
  view.fit(ring.corners);
  for (const { lon, lat } of ring.corners) {
    const [cornerX, cornerY] = view.at(lon, lat);
    assert.ok(cornerX > 0 && cornerX < 640 && cornerY > 0 && cornerY < 440);
  }
});

test("a scale has a round number", () => {
  assert.deepEqual([80, 0.3, 20, 5.1].map((least) => Number(roundNumber(least).toFixed(6))), [100, 0.5, 20, 10]);
});
