// The outbox: nothing is lost, nothing arrives twice, one bad record never stops the rest.

import assert from "node:assert/strict";
import { test } from "node:test";

import { BATCH, Outbox } from "../../../orchards/static/orchards/field/outbox.js";
import { uuid7 } from "../../../orchards/static/orchards/field/uuid7.js";
import { MemoryStore } from "./memory_store.mjs";

/** A server that keeps what it accepts, by identifier, and may be told to fail. */
class Server {
  constructor() {
    this.kept = new Map();
    this.requests = 0;
    this.fails = () => null;
  }

  send = async (records) => {
    this.requests += 1;
    const failure = this.fails(records, this.requests);
    if (failure === "lost-before") return { kind: "later" };
    if (failure && failure.kind) return failure;
    const answers = records.map((record) => this.answer(record));
    return failure === "lost-after" ? { kind: "later" } : { kind: "answers", answers };
  };

  answer(record) {
    if (record.bad) return { client_id: record.client_id, status: "refused", code: "bad", sentence: "No." };
    const known = this.kept.has(record.client_id);
    this.kept.set(record.client_id, record);
    return { client_id: record.client_id, status: known ? "known" : "accepted", answer: { lot_code: "TY" } };
  }
}

function house({ grower = "G7LAN", skew } = {}) {
  const store = new MemoryStore();
  const server = new Server();
  return { store, server, outbox: new Outbox({ store, send: server.send, grower, skew }) };
}

const harvest = (more = {}) => ({ kind: "harvest", client_id: uuid7(), logged_at: "2026-06-24T08:12:00.000+08:00", ...more });

test("a record is kept before anybody says so, and waits", async () => {
  const { store, outbox } = house();
  const entry = await outbox.keep(harvest());
  assert.deepEqual(store.in("waiting"), [entry.id]);
});

test("a full disk is said, not swallowed", async () => {
  const { store, outbox } = house();
  store.isFull = true;
  await assert.rejects(outbox.keep(harvest()), /Quota/);
});

test("what waits is sent in the order of logging, in parts", async () => {
  const { store, server, outbox } = house();
  const ids = [];
  for (let i = 0; i < BATCH * 2 + 1; i += 1) ids.push((await outbox.keep(harvest())).id);
  assert.equal(await outbox.pump(), "empty");
  assert.equal(server.requests, 3);
  assert.deepEqual([...server.kept.keys()], ids);
  assert.equal(store.in("sent").length, ids.length);
});

test("a lost answer brings the record again, and it is one record", async () => {
  const { store, server, outbox } = house();
  await outbox.keep(harvest());
  server.fails = (_records, request) => (request === 1 ? "lost-after" : null);
  assert.equal(await outbox.pump(), "later");
  assert.equal(store.in("waiting").length, 1);
  assert.equal(await outbox.pump(), "empty");
  assert.equal(server.kept.size, 1);
});

test("without a network everything stays", async () => {
  const { store, server, outbox } = house();
  await outbox.keep(harvest());
  server.fails = () => "lost-before";
  assert.equal(await outbox.pump(), "later");
  assert.equal(store.in("waiting").length, 1);
});

test("a refused record stays with the reason, and the others go", async () => {
  const { store, server, outbox } = house();
  const [, bad] = [await outbox.keep(harvest()), await outbox.keep(harvest({ bad: true })), await outbox.keep(harvest())];
  assert.equal(await outbox.pump(), "empty");
  assert.deepEqual(store.in("refused"), [bad.id]);
  assert.equal(store.rows.get(bad.id).sentence, "No.");
  assert.equal(server.kept.size, 2);
});

test("one record that spoils the whole transfer is found and set aside", async () => {
  const { store, server, outbox } = house();
  const poison = [];
  for (let i = 0; i < 20; i += 1) {
    const entry = await outbox.keep(harvest({ poison: i === 13 }));
    if (i === 13) poison.push(entry.id);
  }
  server.fails = (records) =>
    records.some((record) => record.poison) ? { kind: "refused", code: "not-json", sentence: "Not read." } : null;
  assert.equal(await outbox.pump(), "empty");
  assert.deepEqual(store.in("refused"), poison);
  assert.equal(server.kept.size, 19);
});

test("a mended record goes under a new identifier and the old one is gone", async () => {
  const { store, server, outbox } = house();
  const bad = await outbox.keep(harvest({ bad: true }));
  await outbox.pump();
  const mended = await outbox.mend(bad.id, harvest());
  await outbox.pump();
  assert.deepEqual([...store.rows.keys()], [mended.id]);
  assert.deepEqual([...server.kept.keys()], [mended.id]);
});

test("what was refused can be put aside: it stays, and is not sent again", async () => {
  const { store, server, outbox } = house();
  const bad = await outbox.keep(harvest({ bad: true }));
  await outbox.pump();
  await outbox.putAside(bad.id);
  assert.deepEqual(store.in("aside"), [bad.id]);
  await outbox.pump();
  assert.equal(server.requests, 1);
});

test("what waits for the network cannot be put aside", async () => {
  const { store, outbox } = house();
  const good = await outbox.keep(harvest());
  await outbox.putAside(good.id);
  assert.deepEqual(store.in("waiting"), [good.id]);
});

test("records of one grower are never sent under another", async () => {
  const { store, server, outbox } = house();
  await outbox.keep(harvest());
  const other = new Outbox({ store, send: server.send, grower: "G7GUO" });
  assert.equal(await other.pump(), "empty");
  assert.equal(server.requests, 0);
  assert.equal(store.in("waiting").length, 1);
});

test("an expired session keeps everything and asks for the PIN", async () => {
  const { store, server, outbox } = house();
  await outbox.keep(harvest());
  server.fails = () => ({ kind: "signed-out" });
  assert.equal(await outbox.pump(), "signed-out");
  assert.equal(store.in("waiting").length, 1);
});

test("what was refused for the old card goes under the new one", async () => {
  const { store, server, outbox } = house();
  await outbox.keep(harvest());
  server.fails = (records) => ({
    kind: "answers",
    answers: records.map(({ client_id }) => ({ client_id, status: "refused", code: "card-is-revoked", sentence: "No." })),
  });
  await outbox.pump();
  assert.equal(store.in("refused").length, 1);
  server.fails = () => null;
  await outbox.again("card-is-revoked");
  assert.equal(await outbox.pump(), "empty");
  assert.equal(server.kept.size, 1);
});

test("an answer that is not ours marks nothing and does not go round for ever", async () => {
  const { store, server, outbox } = house();
  await outbox.keep(harvest());
  server.fails = () => ({ kind: "answers", answers: [{ client_id: "somebody else's", status: "accepted" }] });
  assert.equal(await outbox.pump(), "later");
  assert.equal(store.in("waiting").length, 1);
});

test("half a character is left out before it spoils the transfer", async () => {
  const { store, outbox } = house();
  const entry = await outbox.keep(harvest({ reason: "好\ud83e!", substances: ["a\udc00b", "🥭"] }));
  const { record } = store.rows.get(entry.id);
  assert.deepEqual([record.reason, record.substances], ["好!", ["ab", "🥭"]]);
});

test("a clock that was set right meanwhile is told by the clock of now, once", async () => {
  let skew = -2 * 24 * 3600 * 1000;
  const { store, server, outbox } = house({ skew: () => skew });
  const entry = await outbox.keep(harvest({ picked_at: "2026-06-26T08:10:00.000+08:00", logged_at: "2026-06-26T08:12:00.000+08:00" }));
  skew = 0;
  server.fails = (_records, request) => (request === 1 ? "lost-before" : null);
  await outbox.pump();
  const first = store.rows.get(entry.id).record;
  assert.equal(Date.parse(first.picked_at), Date.parse("2026-06-24T08:10:00+08:00"));
  skew = 12345678;
  await outbox.pump();
  assert.deepEqual(server.kept.get(entry.id), first);
});
