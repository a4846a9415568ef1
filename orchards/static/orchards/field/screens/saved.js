// One record and where it is: on this phone, at the cooperative, weighed in.

import { dayAfter } from "../clock.js";
import { daySquares, draw, state } from "../dom.js";
import { withdrawn } from "../orchard.js";
import { amount, canSpeak, dayInWords, days, plotName, signed, speak, t, varietyName, weight, when } from "../words.js";

/** A record of the phone or of the book: {record, entry, row}; both null when it is in neither. */
export async function record(app, id) {
  const entry = (await app.store.get(id)) || null;
  const rows = app.book ? [...app.book.harvests, ...app.book.treatments] : [];
  const row = rows.find((one) => one.client_id === id) || null;
  const kind = row && ("weight_g" in row ? "harvest" : "treatment");
  return { entry, row, record: entry ? entry.record : row && { kind, ...row } };
}

export async function saved(app, parameters) {
  const id = parameters.get("id");
  const found = await record(app, id);
  if (!found.record) return app.go("#/records");
  const { record: told, entry, row } = found;
  const plot = app.book && app.book.plots.find((one) => one.id === told.plot);
  const isHarvest = told.kind === "harvest";
  const needsLook = Boolean(entry && ["refused", "conflict"].includes(entry.state));
  const isAside = Boolean(entry && entry.state === "aside");
  const isWrong = Boolean(row && row.corrected) || withdrawn(await app.own()).has(id);
  const isClosed = isWrong || isAside || told.kind === "correction";
  const place = plot ? `${plotName(plot)}${t("comma")}${varietyName(plot)}` : "";
  const crates = told.crates ? `${t("comma")}${t("saved.crates", { count: told.crates })}` : "";
  const screen = draw("saved", {
    heading: t("saved.heading"),
    can_speak: canSpeak() && told.kind !== "correction",
    amount: isHarvest && amount(told.weight_g, app.unit),
    unit: isHarvest && t(`unit.${app.unit}`) + crates,
    product: told.kind === "correction" ? t("saved.correction") : isHarvest ? "" : told.product,
    plot: isHarvest ? place : place && `${t("comma")}${place}`,
    doubts: doubts(app, { id, entry, row, isWrong }),
    days: told.kind === "treatment" && interval(told),
    line: steps(app, told, entry, row, isWrong),
    note: told.corrects && told.kind !== "correction" && t("saved.corrects"),
    mend: needsLook && entry.state === "refused" && told.kind !== "correction" && `#/${screenOf(told)}?mend=${id}`,
    aside: needsLook,
    another: !needsLook && told.kind !== "correction" && `#/${screenOf(told)}`,
    wrong: !needsLook && !isClosed && `#/wrong/${id}`,
    records: needsLook || isClosed,
  });
  screen.querySelector("[data-aside]").addEventListener("click", () => app.putAside(id));
  const sentence = spoken(app, told, plot);
  screen.querySelector("[data-speak]").addEventListener("click", () => speak(sentence));
  if (sentence && location.hash === `#/saved/${id}?said=1`) {
    speak(sentence);
    history.replaceState(null, "", `#/saved/${id}`);
  }
  return screen;
}

function spoken(app, told, plot) {
  const number = plot ? plot.number : "";
  if (told.kind === "harvest") return t("saved.said", { weight: weight(told.weight_g, app.unit), number });
  if (told.kind !== "treatment") return "";
  return t("saved.said_treated", { number, day: dayInWords(dayAfter(told.applied_on, told.interval_days)) });
}

const CORRECTS_NOTHING = new Set(["nothing-to-correct", "already-corrected"]);

/** What the record of a form declares wrong; a mended one what it did before, unless that is why it was not taken. */
export function correctedBy(parameters, entry) {
  if (parameters.has("corrects")) return parameters.get("corrects");
  return parameters.has("mend") && entry && !CORRECTS_NOTHING.has(entry.code) ? entry.record.corrects : null;
}

/** Where a record of this kind is logged. */
export const screenOf = (told) => (told.kind === "harvest" ? "log" : "treat");

/** The cooperative's version of a record, in a line. */
function theirs(app, row) {
  const what = "weight_g" in row ? weight(row.weight_g, app.unit) : row.product;
  return t("saved.theirs", { what, when: when(row.picked_at || row.applied_on) });
}

function doubts(app, { id, entry, row, isWrong }) {
  const found = (row ? row.doubts || [] : []).map((doubt) => state(doubt.kind, doubt.headline, doubt.detail));
  if (entry && entry.state === "refused") found.unshift(state("warn", t("saved.look"), entry.sentence));
  if (entry && entry.state === "conflict") found.unshift(state("warn", t("saved.two"), row ? theirs(app, row) : t("saved.two_more")));
  if (entry && entry.state === "aside") found.unshift(state("none", t("saved.aside"), entry.sentence));
  if (app.hasNoPhoto === id) found.push(state("warn", t("saved.no_photo")));
  if (isWrong && !found.length) found.push(state("none", t("saved.corrected")));
  return found;
}

function interval(told) {
  const day = dayInWords(dayAfter(told.applied_on, told.interval_days));
  const words = t("treated.wait", { wait: days(told.interval_days), day });
  return [state("wait", words, t("treated.remind")), daySquares(told.interval_days, 0)];
}

function step(kind, facts) {
  const drawn = draw("step", facts);
  if (kind) drawn.querySelector("li").className = kind;
  return drawn;
}

function steps(app, told, entry, row, isWrong) {
  const logged = told.logged_at || told.picked_at || told.applied_on;
  const isOnPhone = Boolean(entry && entry.state !== "sent");
  const lot = row ? row.lot_code : entry && entry.told && entry.told.lot_code;
  const first = step(isOnPhone ? "here" : "", { when: when(logged), what: t("saved.phone"), more: "" });
  if (entry && ["refused", "conflict", "aside"].includes(entry.state)) return [first];
  const arrived = isOnPhone
    ? step("to-come", { when: t("saved.waits"), what: t("saved.sent_later"), more: t("saved.by_itself") })
    : step(row && row.weighed_g ? "" : "here", {
        when: "",
        what: t("saved.sent"),
        more: lot ? t("saved.lot", { code: lot }) : told.kind === "treatment" ? t("saved.book") : "",
      });
  if (told.kind !== "harvest" || isWrong) return [first, arrived];
  return [first, arrived, scale(app, told, row)];
}

function scale(app, told, row) {
  if (!row || row.weighed_g === null) {
    return step("to-come", { when: t("saved.not_yet"), what: t("saved.weighed"), more: t("saved.scale_later") });
  }
  const difference = row.weighed_g - told.weight_g;
  return step("here", {
    when: "",
    what: t("saved.on_scale", { weight: weight(row.weighed_g, app.unit) }),
    more: difference ? t("home.difference", { difference: signed(difference, app.unit) }) : t("saved.as_logged"),
  });
}
