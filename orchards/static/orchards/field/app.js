// The app: one store, one outbox, one screen at a time. Everything works without a network but signing in.

import * as api from "./api.js";
import { skewOf, written } from "./clock.js";
import { element } from "./dom.js";
import { askToKeep } from "./keeping.js";
import { Outbox } from "./outbox.js";
import { lookIfAllowed } from "./place.js";
import { alone, whenever } from "./sender.js";
import { openStore } from "./store.js";
import { after, uuid7 } from "./uuid7.js";
import { card } from "./screens/card.js";

/** What the first visit need not wait for comes while the first screen is read. */
const SCREENS = {
  "": () => import("./screens/home.js"),
  keep: () => import("./screens/keep.js"),
  log: () => import("./screens/log.js"),
  plots: () => import("./screens/plots.js"),
  records: () => import("./screens/records.js"),
  saved: () => import("./screens/saved.js"),
  seen: () => import("./screens/seen.js"),
  treat: () => import("./screens/treat.js"),
  waiting: () => import("./screens/waiting.js"),
  wrong: () => import("./screens/wrong.js"),
};
/** Screens that show what changes by itself; a form under a thumb is never drawn anew. */
const LIVE = new Set(["", "keep", "records", "saved", "waiting"]);

class App {
  constructor(store) {
    this.store = store;
    this.holder = uuid7();
    this.skew = 0;
    this.needsPin = false;
    this.isOffline = !navigator.onLine;
  }

  /** Reads who holds the phone and the book, both from the phone. */
  async open() {
    this.grower = await this.store.pref("grower");
    this.skew = (await this.store.pref("skew")) || 0;
    this.unit = (await this.store.pref("unit")) || "jin";
    this.knowsKeeping = Boolean(await this.store.pref("keeping"));
    this.book = this.grower && (await this.store.book(this.grower.pseudonym));
    const newest = this.grower && (await this.store.newestId(this.grower.pseudonym));
    if (newest) after(newest);
    this.outbox =
      this.grower &&
      new Outbox({
        store: this.store,
        send: (batch) => this.send(batch),
        grower: this.grower.pseudonym,
        skew: () => this.skew,
        changed: () => this.changed(),
      });
  }

  /** Another grower, or the same one again: the records of others stay on the phone, unseen. */
  async signedIn(grower) {
    await this.store.setPref("grower", grower);
    await this.store.setPref("left", undefined);
    this.needsPin = false;
    await this.open();
    await this.outbox.again("card-is-revoked");
    await this.run();
  }

  /** At once on the phone; without a network the server hears of it the next time that the app opens. */
  async signedOut() {
    const reply = await api.signOut();
    await this.store.setPref("left", reply.kind !== "ok" || undefined);
    await this.store.setPref("grower", undefined);
    await this.open();
  }

  async setUnit(unit) {
    this.unit = unit;
    await this.store.setPref("unit", unit).catch(() => {});
  }

  /** Where the records are, in numbers; three counts of an index, however full the phone is. */
  async counts() {
    const of = (state) => this.store.count(this.grower.pseudonym, state);
    const [waits, refused, conflicts, sent] = await Promise.all(["waiting", "refused", "conflict", "sent"].map(of));
    return { waits, look: refused + conflicts, sent };
  }

  /** All that the phone still holds of its own. */
  own() {
    return this.store.everything(this.grower.pseudonym);
  }

  keep(record) {
    return this.outbox.keep(record).then((entry) => {
      this.run();
      return entry;
    });
  }

  /** The record is safe already: a photo that finds no room is said, and nothing else is lost. */
  async keepPhoto(id, blob) {
    await this.store.setPhoto(id, { grower: this.grower.pseudonym, blob }).catch(() => (this.hasNoPhoto = id));
    this.run();
  }

  /** What the cooperative could not take stands no longer in the grower's way; it stays on the phone and in its file. */
  putAside(id) {
    return this.outbox.putAside(id);
  }

  async mend(id, record) {
    const entry = await this.outbox.mend(id, record);
    await this.store.movePhoto(id, entry.id).catch(() => {});
    this.run();
    return entry;
  }

  async send(batch) {
    const reply = await api.sync({ sent_at: written(), grower: this.grower.pseudonym, records: batch });
    if (reply.server_time) await this.setClock(reply.server_time);
    return reply;
  }

  /** Said once, before anything is logged; from then on it stands with the plots. */
  async toldOfKeeping() {
    this.knowsKeeping = true;
    await this.store.setPref("keeping", true).catch(() => {});
  }

  async setClock(serverTime) {
    this.skew = skewOf(serverTime);
    await this.store.setPref("skew", this.skew);
  }

  /** One round: who is signed in, what waits goes, the book comes. */
  async round() {
    if (!this.grower) return "empty";
    return alone(this.store, this.holder, async () => {
      const session = await api.session();
      this.isOffline = session.kind === "later";
      if (session.kind !== "ok") return this.after("later");
      await this.setClock(session.body.server_time);
      const who = session.body.grower;
      this.needsPin = !who || who.pseudonym !== this.grower.pseudonym;
      if (this.needsPin) return this.after("signed-out");
      const result = await this.outbox.pump();
      if (result === "signed-out") this.needsPin = true;
      if (result !== "empty") return this.after(result);
      await this.sendPhotos();
      return this.after(await this.fetchBook());
    });
  }

  /** Photos go after their records, one by one; one that cannot be read is let go, its record stays. */
  async sendPhotos() {
    for (const id of await this.store.photosWaiting()) {
      const [entry, photo] = [await this.store.get(id), await this.store.photo(id)];
      if (photo.grower !== this.grower.pseudonym || (entry && entry.state !== "sent")) continue;
      const { sendPhoto } = await import("./photo.js");
      const result = await sendPhoto(id, photo.blob, api.photo);
      if (result === "later") return;
      if (result !== "missing") await this.store.removePhoto(id);
    }
  }

  async fetchBook() {
    const grower = this.grower.pseudonym;
    const before = await this.store.oldest(grower, "sent", 5000);
    const reply = await api.book(this.book && this.book.etag);
    if (reply.kind === "refused") this.needsPin = true;
    if (reply.kind === "later" || reply.kind === "refused") return reply.kind === "later" ? "later" : "signed-out";
    this.needsPin = false;
    if (reply.kind === "ok") {
      this.book = { ...reply.body, etag: reply.etag };
      await this.store.setBook(grower, this.book);
    }
    // What was answered before the book was asked for is in the book: the phone need not keep it.
    await this.store.remove(before.map((entry) => entry.id));
    return "empty";
  }

  after(result) {
    if (result !== "later") this.isOffline = false;
    this.changed();
    return result;
  }

  changed() {
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => LIVE.has(route().name) && this.show(), 30);
  }

  /** Draws the screen of the address; the newest call wins, however long an older one reads. */
  async show() {
    const { name, parameters } = route();
    const turn = (this.turn = (this.turn || 0) + 1);
    const drawn = await (await this.screen(name))(this, parameters);
    if (turn !== this.turn || !drawn) return;
    const place = document.getElementById("screen");
    place.replaceChildren(drawn);
    if (this.lastShown !== location.hash) window.scrollTo(0, 0);
    this.lastShown = location.hash;
    document.title = (place.querySelector("h1") || place).textContent.trim().slice(0, 60);
  }

  async screen(name) {
    if (!this.grower || name === "card") return card;
    const known = name in SCREENS ? name : "";
    return (await SCREENS[known]())[known || "home"];
  }

  go(address) {
    if (location.hash === address) this.show();
    else location.hash = address;
  }
}

/** #/log?plot=4 as {name: "log", parameters}; a saved record stands in the path: #/saved/0198… */
function route() {
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [name, id = ""] = path.split("/");
  const parameters = new URLSearchParams(query);
  if (id) parameters.set("id", id);
  return { name, parameters };
}

/** The secret of a scanned card stands in the fragment: taken out of the address, and so of the history, at once. */
function takeSecret() {
  const text = location.hash.slice(1);
  if (!text || text.startsWith("/")) return "";
  history.replaceState(null, "", `${location.pathname}${location.search}#/card`);
  return decodeURIComponent(text);
}

async function start() {
  const secret = takeSecret();
  let store;
  try {
    store = await openStore();
  } catch (problem) {
    const { halted } = await import("./screens/keep.js");
    document.getElementById("screen").replaceChildren(halted(problem, start));
    return;
  }
  const app = new App(store);
  app.secret = secret;
  await app.open();
  app.run = whenever(() => app.round());
  window.addEventListener("hashchange", () => {
    app.secret = takeSecret() || app.secret;
    app.show();
  });
  window.addEventListener("offline", () => {
    app.isOffline = true;
    app.changed();
  });
  await app.show();
  askToKeep().then(() => app.changed(), () => {});
  if (!app.grower && !app.secret) await recall(app);
  app.run();
  lookIfAllowed();
  await Promise.all(Object.values(SCREENS).map((load) => load())).catch(() => {});
  await serve(app);
}

/** A phone that is signed in and whose memory was emptied finds its grower again; one that was left, does not. */
async function recall(app) {
  if (await app.store.pref("left")) return app.signedOut();
  const session = await api.session();
  if (session.kind === "ok" && session.body.grower) await app.signedIn(session.body.grower).then(() => app.show());
}

/** The app opens without a network after this. A new version waits until the first page is shown: no form is lost. */
async function serve(app) {
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("/field/sw.js", { scope: "/field/" }).catch(() => null);
  if (!registration) return;
  navigator.serviceWorker.addEventListener("message", () => app.run());
  const renew = () => registration.waiting && route().name === "" && registration.waiting.postMessage("renew");
  window.addEventListener("hashchange", renew);
  if (registration.active) renew();
  if ("sync" in registration) registration.sync.register("outbox").catch(() => {});
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") history.back();
});

start().catch((problem) => {
  document.getElementById("main").append(element("p", { role: "alert" }, String(problem)));
});
