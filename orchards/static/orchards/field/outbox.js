// What was logged and is not yet at the cooperative. No DOM, no network of its own: a store and a way to send are handed in.
// Nothing here expires, nothing is dropped, and one bad record never stops the rest.

import { settled } from "./clock.js";

export const BATCH = 50;

/** Where a record is: waiting on the phone, sent, refused or in conflict (both need a look), or put aside after a look. */
export const STATES = ["waiting", "sent", "refused", "conflict", "aside"];

export class Outbox {
  /** `grower` is whoever is signed in: records of others stay where they are. `skew()` tells how far the clock is off. */
  constructor({ store, send, grower, skew = () => 0, changed = () => {} }) {
    Object.assign(this, { store, send, grower, skew, changed });
  }

  /** On disk when this resolves, and not before: only then may a screen say saved. */
  async keep(record) {
    const entry = { id: record.client_id, grower: this.grower, state: "waiting", record: wellFormed(record), skew: this.skew() };
    await this.store.add(entry);
    this.changed();
    return entry;
  }

  /** A refused record, mended: it goes again under a new identifier, and the old one leaves with the same stroke. */
  async mend(id, record) {
    const entry = { id: record.client_id, grower: this.grower, state: "waiting", record: wellFormed(record), skew: this.skew() };
    await this.store.replace(id, entry);
    this.changed();
    return entry;
  }

  /** A record that was not taken, and that the grower leaves so. What waits or was sent cannot be put aside. */
  async putAside(id) {
    const entry = await this.store.get(id);
    if (!entry || !["refused", "conflict"].includes(entry.state)) return;
    await this.store.update([{ ...entry, state: "aside" }]);
    this.changed();
  }

  /**
   * Send what waits, oldest first. Answers "empty" when nothing waits any more, "later" when the network or the server
   * fails, "signed-out" when a PIN is needed. Whatever happens, a record is marked sent only by its own answer.
   */
  async pump() {
    let size = BATCH;
    for (;;) {
      const batch = await this.store.oldest(this.grower, "waiting", size);
      if (!batch.length) return "empty";
      const entries = await this.settle(batch);
      const reply = await this.send(entries.map((entry) => entry.record));
      if (reply.kind === "later" || reply.kind === "signed-out") return reply.kind;
      if (reply.kind === "refused") {
        // The server could not read the whole: halve it until the one that spoils it stands alone, and set that aside.
        if (entries.length === 1) await this.settleAnswer(entries[0], { status: "refused", ...reply });
        size = Math.max(1, Math.floor(entries.length / 2));
        continue;
      }
      if (!(await this.take(entries, reply.answers))) return "later";
      size = BATCH;
    }
  }

  /** What was refused for a reason that has gone, such as a revoked card, waits again. */
  async again(code) {
    const refused = await this.store.oldest(this.grower, "refused", 5000);
    await this.store.update(refused.filter((entry) => entry.code === code).map((entry) => ({ ...entry, state: "waiting" })));
  }

  async settle(batch) {
    const now = this.skew();
    const entries = batch.map((entry) =>
      entry.settled ? entry : { ...entry, settled: true, record: settled(entry.record, entry.skew, now) },
    );
    await this.store.update(entries.filter((entry, index) => entry !== batch[index]));
    return entries;
  }

  /** True when at least one record moved on: else the answer was not ours, and asking again at once would not end. */
  async take(entries, answers) {
    const answered = new Map((answers || []).map((answer) => [answer.client_id, answer]));
    const moved = entries.filter((entry) => STATES.includes(stateOf(answered.get(entry.id))));
    await this.store.update(moved.map((entry) => after(entry, answered.get(entry.id))));
    this.changed();
    return moved.length > 0;
  }

  async settleAnswer(entry, answer) {
    await this.store.update([after(entry, answer)]);
    this.changed();
  }
}

function stateOf(answer) {
  if (!answer) return "";
  return answer.status === "accepted" || answer.status === "known" ? "sent" : answer.status;
}

function after(entry, answer) {
  const { answer: told = null, code = "", field = "", sentence = "" } = answer;
  return { ...entry, state: stateOf(answer), told, code, field, sentence };
}

/** Text as it can be written: half a character, as a cut emoji leaves it, would spoil the whole transfer. */
function wellFormed(record) {
  const half = /[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]|\0/g;
  const clean = (value) => (typeof value === "string" ? value.replace(half, "$1") : value);
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, Array.isArray(value) ? value.map(clean) : clean(value)]),
  );
}
