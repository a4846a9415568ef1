// The store's interface over a Map: what outbox.js asks of IndexedDB, and nothing more.

export class MemoryStore {
  constructor() {
    this.rows = new Map();
    this.isFull = false;
  }

  async add(entry) {
    if (this.isFull) throw new Error("QuotaExceededError");
    if (this.rows.has(entry.id)) throw new Error("ConstraintError");
    this.rows.set(entry.id, structuredClone(entry));
  }

  async update(entries) {
    for (const entry of entries) this.rows.set(entry.id, structuredClone(entry));
  }

  async replace(id, entry) {
    this.rows.delete(id);
    await this.add(entry);
  }

  async get(id) {
    return structuredClone(this.rows.get(id));
  }

  async oldest(grower, state, count) {
    const own = [...this.rows.values()].filter((row) => row.grower === grower && row.state === state);
    return structuredClone(own.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, count));
  }

  in(state) {
    return [...this.rows.values()].filter((row) => row.state === state).map((row) => row.id);
  }
}
