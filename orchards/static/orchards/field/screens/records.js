// Everything that was logged, each with where it is. What is on the phone stands first.

import { draw, state } from "../dom.js";
import { withdrawn } from "../orchard.js";
import { signed, t, weight, when } from "../words.js";

const ON_A_PAGE = 20;

export async function records(app) {
  const counts = await app.counts();
  const book = app.book || { harvests: [], treatments: [], totals: { weighed: 0, waiting: 0, difference_g: 0 } };
  const screen = draw("records", {
    waiting: counts.waits && t("waiting.count", { count: counts.waits }),
    state: stateLine(app, counts, book.totals),
  });
  const rows = await everything(app, book);
  for (const ghost of screen.querySelectorAll("[data-show=empty]")) ghost.hidden = rows.length > 0;
  drawByPages(rows, screen.querySelector("[data-slot=rows]"), screen.querySelector("[data-more]"));
  return screen;
}

/** Each row as what draws it: the phone's own first, then the book's. */
async function everything(app, book) {
  const own = (await app.own()).reverse();
  const [shown, wrong] = [new Set(own.map((entry) => entry.id)), withdrawn(own)];
  const time = (row) => row.picked_at || `${row.applied_on}T12:00`;
  const kept = [...book.harvests, ...book.treatments].filter((row) => !shown.has(row.client_id));
  return [
    ...own.map((entry) => () => ownRow(app, entry, wrong.has(entry.id))),
    ...kept.sort((a, b) => (time(a) < time(b) ? 1 : -1)).map((row) => () => bookRow(app, row, wrong.has(row.client_id))),
  ];
}

function drawByPages(rows, list, button) {
  const next = () => {
    list.append(...rows.splice(0, ON_A_PAGE).map((drawn) => drawn()));
    button.hidden = !rows.length;
  };
  button.textContent = t("records.older");
  button.addEventListener("click", next);
  next();
}

function head(app, told) {
  const plot = app.book && app.book.plots.find((one) => one.id === told.plot);
  const at = told.picked_at || told.applied_on || told.logged_at;
  return plot ? t("records.row", { when: when(at), number: plot.number }) : when(at);
}

const amountOf = (app, told) => ("weight_g" in told ? weight(told.weight_g, app.unit) : told.product || t("saved.correction"));

function ownRow(app, { id, record, state: where, sentence }, isWrong) {
  const states = {
    waiting: () => state("wait", t("records.phone"), isWrong ? t("saved.corrected") : "", false),
    sent: () => state("none", t(record.kind === "harvest" ? "records.arrived" : "saved.book"), "", false),
    refused: () => state("warn", t("saved.look"), sentence),
    aside: () => state("none", t("saved.aside"), "", false),
    conflict: () => state("warn", t("saved.two"), t("saved.two_more")),
  };
  return draw("record", { link: `#/saved/${id}`, head: head(app, record), weight: amountOf(app, record), states: [states[where]()] });
}

function bookRow(app, row, isWrong) {
  return draw("record", {
    link: `#/saved/${row.client_id}`,
    head: head(app, row),
    weight: amountOf(app, row),
    states: statesOf(app, row, isWrong),
  });
}

function statesOf(app, row, isWrong) {
  if (row.corrected || isWrong) return [state("none", t("saved.corrected"), "", false)];
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
