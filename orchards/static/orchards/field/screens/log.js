// Log a harvest: one number and a tap. Inside an interval it says so first, and logs all the same when it was picked.

import { dayAfter, dayOf, written } from "../clock.js";
import { daySquares, draw, wrong } from "../dom.js";
import { inOrder, intervalOf, notYet } from "../orchard.js";
import { shrink } from "../photo.js";
import { look, position } from "../place.js";
import { uuid7 } from "../uuid7.js";
import { dayInWords, days, number, plotName, t, toGrams, varietyName, weight, when } from "../words.js";
import { correctedBy, record as find } from "./saved.js";

const MOST_CHARACTERS = 8;
const MOST_CRATES = 9999;

export async function log(app, parameters) {
  look();
  if (!app.book || !app.book.plots.length) return app.go("#/");
  const { told: earlier, entry } = await before(app, parameters);
  const here = position();
  const plots = inOrder(app.book.plots, here);
  const wanted = parameters.get("plot") || (earlier && earlier.plot);
  const plot = plots.find((one) => one.id === wanted) || plots[0];
  const interval = intervalOf(plot, await app.own());
  const isRepair = parameters.has("corrects") || parameters.has("mend");
  if (interval && !parameters.has("picked") && !isRepair) return shut(app, plot, interval, parameters);
  const why = !wanted && here ? t("log.nearest") : plot.last_picked_at ? t("log.before") : area(plot);
  const screen = draw("log", {
    heading: t(parameters.has("corrects") ? "log.right" : "log.heading"),
    interval: interval && t("log.interval", { day: dayInWords(interval.allowed_from) }),
    plot: plotName(plot),
    variety: varietyName(plot),
    why,
    other: `#/plots?${with_(parameters, { for: "log", plot: "", picked: "" })}`,
    not_yet: notYet(plot),
    may_lack_embryo: plot.embryo_less_possible,
    when: when(written()),
    save: t("log.save"),
  });
  opens(screen);
  new Pad(app, screen, { plot, parameters, earlier, isRepair, corrects: correctedBy(parameters, entry) });
  return screen;
}

/** The time of picking: mostly now, and one tap away when not. */
function opens(screen) {
  const [button, chooser] = [screen.querySelector("[data-clock-opens]"), screen.querySelector("[data-clock]")];
  button.addEventListener("click", () => {
    chooser.hidden = !chooser.hidden;
    button.setAttribute("aria-expanded", String(!chooser.hidden));
  });
}

/** The record that is corrected, mended or repeated; where it is on the phone, its entry. */
async function before(app, parameters) {
  const id = parameters.get("corrects") || parameters.get("mend") || parameters.get("same");
  const { record: told, entry } = id ? await find(app, id) : { record: null, entry: null };
  return { told, entry };
}

const area = (plot) => t("mu", { area: number(Number(plot.area_mu)) });

function with_(parameters, changes) {
  const changed = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(changes)) {
    if (value) changed.set(name, value);
    else changed.delete(name);
  }
  return changed.toString();
}

function shut(app, plot, interval, parameters) {
  const total = interval.interval_days;
  return draw("shut", {
    heading: `${t("log.heading")} · ${plotName(plot)}`,
    from: t("shut.from", { day: dayInWords(interval.allowed_from) }),
    sprayed: t("shut.sprayed", { product: interval.product, day: dayInWords(interval.applied_on), wait: days(total) }),
    left: t("shut.left", { gone: days(interval.gone), left: days(interval.left) }),
    days: daySquares(total, interval.gone, t("shut.label", { gone: days(interval.gone), total: days(total) })),
    others: app.book.plots.length > 1,
    alone: app.book.plots.length === 1,
    picked: `#/log?${with_(parameters, { plot: plot.id, picked: "1" })}`,
  });
}

/** The drawn pad: a thumb in wet gloves hits it, and no keyboard covers the screen. */
class Pad {
  constructor(app, screen, told) {
    const form = screen.querySelector("form");
    Object.assign(this, { app, screen, form, ...told });
    this.weight = form.querySelector("#weight");
    this.crates = form.querySelector("#crates");
    this.start(this.earlier);
    form.addEventListener("click", (event) => {
      const button = event.target.closest("[data-key], [data-step]");
      if (button && button.dataset.key) this.press(button.dataset.key);
      else if (button) this.count(Number(button.dataset.step));
    });
    form.addEventListener("change", (event) => {
      if (event.target.id === "w-today") this.proposeHour();
      this.chosen();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    form.querySelector("#photo").addEventListener("change", (event) => this.take(event.target.files[0]));
    form.tabIndex = -1;
    form.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.type === "time") return;
      if (/^[0-9.]$/.test(event.key)) this.press(event.key);
      else if (event.key === "Backspace") this.press("erase");
      else if (event.key === "Enter") this.save();
    });
    setTimeout(() => form.focus({ preventScroll: true }));
  }

  start(earlier) {
    this.form.querySelector(`#${this.app.unit}`).checked = true;
    if (earlier) {
      this.weight.value = String(earlier.weight_g / (this.app.unit === "jin" ? 500 : 1000));
      this.crates.value = String(earlier.crates || 0);
      this.form.querySelector("#embryo").checked = Boolean(earlier.embryo_less);
      if (!this.parameters.has("same")) this.keepTime(earlier.picked_at);
    }
    this.show();
  }

  /** A correction is of the same picking: its time stays unless it is changed. */
  keepTime(pickedAt) {
    this.pickedAt = pickedAt;
    this.tell(pickedAt);
    for (const choice of this.form.querySelectorAll("[name=when]")) choice.checked = false;
  }

  tell(pickedAt) {
    (this.form.closest("#screen") || this.screen).querySelector("[data-t=when]").textContent = when(pickedAt);
  }

  /** Now, earlier today or yesterday; nothing while the time of an earlier record is kept. */
  choice() {
    return this.form.querySelector("[name=when]:checked");
  }

  unit() {
    return this.form.querySelector("[name=unit]:checked").value;
  }

  press(key) {
    const typed = this.weight.value;
    if (key === "erase") this.weight.value = typed.slice(0, -1);
    else if (typed.length >= MOST_CHARACTERS) return;
    else if (key === ".") this.weight.value = typed.includes(".") ? typed : `${typed || "0"}.`;
    else this.weight.value = typed === "0" ? key : typed + key;
    this.show();
  }

  count(step) {
    this.crates.value = String(Math.min(MOST_CRATES, Math.max(0, (parseInt(this.crates.value, 10) || 0) + step)));
  }

  chosen() {
    this.app.setUnit(this.unit());
    const choice = this.choice();
    this.form.querySelector("[data-hour]").hidden = !choice || choice.value === "now";
    if (choice) {
      this.pickedAt = undefined;
      this.tell(written(this.moment(choice.value)));
    }
    this.show();
  }

  /** Before the proposed hour has come, the last full hour. */
  proposeHour() {
    const now = new Date();
    if (this.moment("today") > now) this.form.querySelector("#clock").value = written(now).slice(11, 14) + "00";
  }

  /** When it was picked: now, or at the chosen hour of today or yesterday. */
  moment(choice) {
    const now = new Date();
    if (choice === "now") return now;
    const day = choice === "yesterday" ? dayAfter(dayOf(now), -1) : dayOf(now);
    return new Date(`${day}T${this.form.querySelector("#clock").value || "08:00"}:00`);
  }

  show() {
    const unit = this.unit();
    const grams = toGrams(this.weight.value, unit);
    const typed = this.weight.value.replace(/\.$/, "");
    const other = unit === "jin" ? "kg" : "jin";
    const same = grams > 0 ? t(`log.is_${other}`, { number: number(grams / (other === "jin" ? 500 : 1000)) }) : "";
    this.form.querySelector("[data-same]").textContent = same;
    this.form.querySelector("[data-t=save]").textContent = grams > 0 ? t(`log.save_${unit}`, { number: typed }) : t("log.save");
    this.form.querySelector("[data-wrong]").hidden = true;
  }

  /** A photo is optional: one that cannot be read is said, and the harvest is logged without it. */
  async take(file) {
    if (!file) return;
    const label = this.form.querySelector("[data-photo]");
    try {
      this.photo = await shrink(file);
      label.textContent = t("photo.kept");
    } catch {
      this.say(t("photo.unreadable"));
    }
  }

  say(text) {
    const place = this.form.querySelector("[data-wrong]");
    place.replaceChildren(wrong(text));
    place.hidden = false;
    place.scrollIntoView({ block: "center" });
  }

  async save() {
    if (this.isSaving) return; // the second tap of a double tap
    const grams = toGrams(this.weight.value, this.unit());
    const most = this.app.book.limits.one_harvest_g;
    if (!(grams > 0)) return this.say(t("log.no_weight"));
    if (grams > most) return this.say(t("log.too_much", { weight: weight(most, this.unit()) }));
    const choice = this.choice();
    const picked = this.pickedAt || written(this.moment(choice ? choice.value : "now"));
    if (Date.parse(picked) > Date.now() + 60000) return this.say(t("log.future"));
    this.isSaving = true;
    try {
      const entry = await this.keep(this.record(grams, picked));
      if (this.photo) await this.app.keepPhoto(entry.id, this.photo);
      this.app.go(`#/saved/${entry.id}?said=1`);
    } catch {
      this.isSaving = false;
      this.say(t("log.full"));
    }
  }

  keep(record) {
    const mended = this.parameters.get("mend");
    return mended ? this.app.mend(mended, record) : this.app.keep(record);
  }

  /** Where the phone was when the picking was logged. A correction is of the same picking: its place stays. */
  here() {
    return (this.isRepair ? this.earlier : position()) || {};
  }

  record(grams, picked) {
    const here = this.here();
    return {
      kind: "harvest",
      client_id: uuid7(),
      plot: this.plot.id,
      weight_g: grams,
      crates: parseInt(this.crates.value, 10) || 0,
      embryo_less: this.form.querySelector("#embryo").checked && this.plot.embryo_less_possible,
      picked_at: picked,
      logged_at: written(),
      latitude: here.latitude ?? null,
      longitude: here.longitude ?? null,
      accuracy_m: here.accuracy_m ?? null,
      card: this.app.grower.card,
      corrects: this.corrects,
      reason: "",
    };
  }
}
