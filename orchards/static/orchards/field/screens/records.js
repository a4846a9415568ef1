// Everything that was logged, each with where it is. What is on the phone stands first.

import { draw, state } from "../dom.js";
import { signed, t, weight, when } from "../words.js";

const ON_A_PAGE = 20;

export async function records(app) {
  const counts = await app.counts();
  const book = app.book || { harvests: [], treatments: [], totals: { weighed: 0, waiting: 0, difference_g: 0 } };
  const screen = draw("records", {
    waiting: counts.waits && t("waiting.count", { count: counts.waits }),
    state: stateLine(app, counts, book.totals),
  });
  const list = screen.querySelector("[data-slot=rows]");
  const rest = rows(book);
  const pages = new Pages(app, list, screen.querySelector("[data-more]"), rest);
  const count = await pages.next();
  for (const ghost of screen.querySelectorAll("[data-show=empty]")) ghost.hidden = count > 0;
  return screen;
}

/** The phone's own records by pages of the index, then the book's. */
class Pages {
  constructor(app, list, button, rest) {
    Object.assign(this, { app, list, button, rest, shown: new Set() });
    button.textContent = t("records.older");
    button.addEventListener("click", () => this.next());
  }

  async next() {
    const own = this.isOwnDone ? [] : await this.app.store.newest(this.app.grower.pseudonym, ON_A_PAGE, this.before);
    this.isOwnDone = own.length < ON_A_PAGE;
    this.before = own.length ? own[own.length - 1].id : this.before;
    const drawn = own.map((entry) => ownRow(this.app, entry));
    own.forEach((entry) => this.shown.add(entry.id));
    while (this.isOwnDone && drawn.length < ON_A_PAGE && this.rest.length) {
      const row = this.rest.shift();
      if (!this.shown.has(row.client_id)) drawn.push(bookRow(this.app, row));
    }
    this.list.append(...drawn);
    this.button.hidden = this.isOwnDone && !this.rest.length;
    return this.list.children.length;
  }
}

function rows(book) {
  const time = (row) => row.picked_at || `${row.applied_on}T12:00`;
  return [...book.harvests, ...book.treatments].sort((a, b) => (time(a) < time(b) ? 1 : -1));
}

function head(app, told) {
  const plot = app.book && app.book.plots.find((one) => one.id === told.plot);
  const at = told.picked_at || told.applied_on || told.logged_at;
  return plot ? t("records.row", { when: when(at), number: plot.number }) : when(at);
}

const amountOf = (app, told) => ("weight_g" in told ? weight(told.weight_g, app.unit) : told.product || t("saved.correction"));

function ownRow(app, { id, record, state: where, sentence }) {
  const states = {
    waiting: () => state("wait", t("records.phone"), "", false),
    sent: () => state("none", t("records.arrived"), "", false),
    refused: () => state("warn", t("saved.look"), sentence),
    conflict: () => state("warn", t("saved.two"), t("saved.two_more")),
  };
  return draw("record", { link: `#/saved/${id}`, head: head(app, record), weight: amountOf(app, record), states: [states[where]()] });
}

function bookRow(app, row) {
  return draw("record", {
    link: `#/saved/${row.client_id}`,
    head: head(app, row),
    weight: amountOf(app, row),
    states: statesOf(app, row),
  });
}

function statesOf(app, row) {
  if (row.corrected) return [state("none", t("saved.corrected"), "", false)];
  const doubts = (row.doubts || []).map((doubt) => state(doubt.kind, doubt.headline));
  if (!("weight_g" in row)) return [state("none", t("saved.book"), "", false)];
  if (row.weighed_g === null) return [...doubts, state("none", t("records.arrived"), "", false)];
  const difference = signed(row.weighed_g - row.weight_g, app.unit);
  const words = t("records.scale", { weight: weight(row.weighed_g, app.unit), difference });
  return [...doubts, state(doubts.length ? "none" : "ok", words, "", false)];
}

function stateLine(app, counts, totals) {
  const scale = t("home.weighed_in", { count: totals.weighed, difference: signed(totals.difference_g, app.unit) });
  if (counts.look) return state("warn", t("home.look", { count: counts.look }), scale);
  return totals.weighed || totals.waiting
    ? state("none", scale, totals.waiting ? t("records.waits", { count: totals.waiting }) : "")
    : null;
}
