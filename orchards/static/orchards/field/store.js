// The phone's own memory, IndexedDB. What resolves here is on disk: a promise is kept when its transaction is complete.

const NAME = "tianyang-field";
const VERSION = 1;

/** Rejects where the browser gives no storage: private windows, a full disk, a policy. */
export async function openStore(name = NAME) {
  const db = await new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, VERSION);
    asked.onupgradeneeded = () => upgrade(asked.result);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
  db.onversionchange = () => db.close();
  const store = new Store(db);
  await store.setPref("opened", Date.now()); // a store that opens and cannot write is none
  return store;
}

function upgrade(db) {
  const records = db.createObjectStore("records", { keyPath: "id" });
  records.createIndex("by_state", ["grower", "state", "id"]);
  records.createIndex("by_grower", ["grower", "id"]);
  db.createObjectStore("books");
  db.createObjectStore("prefs");
  db.createObjectStore("photos");
}

class Store {
  constructor(db) {
    this.db = db;
  }

  /** A new record; one that is there already is not overwritten: rejects. */
  add(entry) {
    return this.write("records", (records) => records.add(entry));
  }

  update(entries) {
    return entries.length ? this.write("records", (records) => entries.forEach((entry) => records.put(entry))) : undefined;
  }

  replace(id, entry) {
    return this.write("records", (records) => {
      records.delete(id);
      records.add(entry);
    });
  }

  remove(ids) {
    return ids.length ? this.write("records", (records) => ids.forEach((id) => records.delete(id))) : undefined;
  }

  get(id) {
    return this.read("records", (records) => records.get(id));
  }

  /** The first so many of a grower's records in a state, in the order of logging. */
  oldest(grower, state, count) {
    const range = IDBKeyRange.bound([grower, state], [grower, state, []]);
    return this.read("records", (records) => records.index("by_state").getAll(range, count));
  }

  count(grower, state) {
    const range = IDBKeyRange.bound([grower, state], [grower, state, []]);
    return this.read("records", (records) => records.index("by_state").count(range));
  }

  /** The identifier of a grower's newest record, or undefined. */
  newestId(grower) {
    const range = IDBKeyRange.bound([grower], [grower, []]);
    return this.read("records", (records) => records.index("by_grower").openKeyCursor(range, "prev")).then(
      (cursor) => cursor?.primaryKey,
    );
  }

  /** All of a grower's records, in the order of logging. */
  everything(grower) {
    const range = IDBKeyRange.bound([grower], [grower, []]);
    return this.read("records", (records) => records.index("by_grower").getAll(range));
  }

  book(grower) {
    return this.read("books", (books) => books.get(grower));
  }

  setBook(grower, book) {
    return this.write("books", (books) => books.put(book, grower));
  }

  pref(name) {
    return this.read("prefs", (prefs) => prefs.get(name));
  }

  setPref(name, value) {
    return this.write("prefs", (prefs) => prefs.put(value, name));
  }

  photo(id) {
    return this.read("photos", (photos) => photos.get(id));
  }

  setPhoto(id, blob) {
    return this.write("photos", (photos) => photos.put(blob, id));
  }

  photosWaiting() {
    return this.read("photos", (photos) => photos.getAllKeys());
  }

  /** A record that was mended goes under a new identifier, and its photo with it. */
  movePhoto(from, to) {
    return this.write("photos", (photos) => {
      const asked = photos.get(from);
      asked.onsuccess = () => {
        if (!asked.result) return;
        photos.put(asked.result, to);
        photos.delete(from);
      };
    });
  }

  removePhoto(id) {
    return this.write("photos", (photos) => photos.delete(id));
  }

  /** Whoever holds the lease sends; it ends by itself when its holder was killed. For browsers without locks. */
  takeLease(holder, now, length) {
    let taken = false;
    return this.write("prefs", (prefs) => {
      const asked = prefs.get("lease");
      asked.onsuccess = () => {
        const lease = asked.result;
        taken = !lease || lease.until < now || lease.until > now + length || lease.holder === holder;
        if (taken) prefs.put({ holder, until: now + length }, "lease");
      };
    }).then(() => taken);
  }

  read(name, work) {
    return new Promise((resolve, reject) => {
      const asked = work(this.db.transaction(name).objectStore(name));
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  write(name, work) {
    return new Promise((resolve, reject) => {
      const transaction = begin(this.db, name);
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error || new Error("aborted"));
      work(transaction.objectStore(name));
    });
  }
}

/** Strict where the browser knows the word: complete then means on the disk, not in a cache that a dead battery takes. */
function begin(db, name) {
  try {
    return db.transaction(name, "readwrite", { durability: "strict" });
  } catch {
    return db.transaction(name, "readwrite");
  }
}
