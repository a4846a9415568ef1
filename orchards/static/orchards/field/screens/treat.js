// Log a treatment. The list proposes an interval; the label in the grower's hand decides.

import { dayAfter, dayOf, written } from "../clock.js";
import { canScan, scan } from "../../../web/camera.js";
import { readUnitCode } from "../barcode.js";
import { draw, element, state, wrong } from "../dom.js";
import { inOrder, treatmentsOf } from "../orchard.js";
import { position } from "../place.js";
import { uuid7 } from "../uuid7.js";
import { dayInWords, isChinese, number, plotName, t, varietyName, when } from "../words.js";
import { correctedBy, record as find } from "./saved.js";

const OTHER = "other";

export async function treat(app, parameters) {
  if (!app.book || !app.book.plots.length) return app.go("#/");
  const repaired = parameters.get("corrects") || parameters.get("mend");
  const { record: told, entry } = repaired ? await find(app, repaired) : {};
  const plots = inOrder(app.book.plots, position());
  const wanted = parameters.get("plot") || (told && told.plot);
  const plot = plots.find((one) => one.id === wanted) || plots[0];
  const onward = new URLSearchParams(parameters);
  onward.set("for", "treat");
  onward.delete("plot");
  const screen = draw("treat", {
    now: when(written()),
    other: `#/plots?${onward}`,
    plot: plotName(plot),
    variety: varietyName(plot),
    area: t("mu", { area: number(Number(plot.area_mu)) }),
    save: t("log.save"),
    can_scan: canScan(),
  });
  const earlier = treatmentsOf(app.book, await app.own());
  const start = told || { ...lastOn(app.book, plot, earlier), isNext: true };
  const facts = { plot, parameters, earlier, told: start, corrects: correctedBy(parameters, entry) };
  new Form(app, screen.querySelector("form"), facts);
  return screen;
}

/** What was sprayed last on a plot with the same crop. */
function lastOn(book, plot, earlier) {
  const crops = new Map(book.plots.map((one) => [one.id, one.crop]));
  return earlier.find((row) => crops.get(row.plot) === plot.crop);
}

class Form {
  /** `told` is the record that is corrected or mended, or what was sprayed last, which is what is sprayed next. */
  constructor(app, form, facts) {
    Object.assign(this, { app, form, ...facts });
    const { plot } = facts;
    const field = (id) => form.querySelector(`#${id}`);
    this.fields = { pesticide: field("pesticide"), product: field("product"), days: field("days"), dilution: field("dilution"), registration: field("registration") };
    this.listed = app.book.pesticides.filter((row) => row.crop === plot.crop);
    this.offer();
    this.start();
    this.fields.pesticide.addEventListener("change", () => this.chooseAnew());
    this.fields.registration.addEventListener("change", () => this.take(this.fields.registration.value));
    form.addEventListener("input", () => this.show());
    form.querySelector("[data-scan]").addEventListener("click", () => this.scan());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
  }

  offer() {
    const options = this.listed.map((row, index) => element("option", { value: index }, isChinese ? stored(row) : row.name));
    const first = element("option", { value: "" }, t("treat.choose"));
    this.fields.pesticide.append(first, ...options, element("option", { value: OTHER }, t("treat.other")));
    const targets = this.form.querySelector("[data-targets]");
    const known = new Map();
    for (const row of this.listed) {
      const names = row.target_zh.split(/[、，,;；]/).map((name) => name.trim());
      const english = row.target_en.split(/[,;]/).map((name) => name.trim());
      names.forEach((name, index) => name && known.size < 2 && known.set(name, isChinese ? name : english[index] || name));
    }
    known.set("", t("treat.target_other"));
    [...known].forEach(([value, words], index) => {
      const input = element("input", { class: "vh", type: "radio", name: "target", id: `target${index}`, value });
      input.checked = !value;
      targets.append(input, element("label", { for: `target${index}` }, words));
    });
  }

  start() {
    if (this.told.product) this.fill(this.told);
    if (!this.told.isNext) this.repair();
    this.show();
  }

  fill(told) {
    this.name(told.product, told.interval_days);
    this.fields.registration.value = told.registration_number || "";
    this.fields.dilution.value = (/^(\d+)×$/.exec(told.dose || "") || ["", ""])[1];
  }

  /** What was sprayed last of this kind, else what the list says: the number on another bottle is another one. */
  chooseAnew() {
    const row = this.chosen();
    const before = row && this.earlier.find((one) => one.product === stored(row));
    if (before) return this.fill(before);
    this.fields.registration.value = "";
    this.fields.dilution.value = "";
    return this.choose();
  }

  /** A correction is of the same spraying: its day and what it was against stay unless they are changed. */
  repair() {
    const targets = [...this.form.querySelectorAll("[name=target]")];
    const same = targets.find((one) => one.value === this.told.target) || targets[targets.length - 1];
    same.value = this.told.target || "";
    same.checked = true;
    for (const choice of this.form.querySelectorAll("[name=day]")) choice.checked = this.dayOf(choice) === this.told.applied_on;
  }

  /** A product of the list, or one by the name on its bottle; and how long it asks to wait. */
  name(product, days) {
    const index = this.listed.findIndex((row) => stored(row) === product);
    this.fields.pesticide.value = index >= 0 ? index : OTHER;
    this.choose();
    this.fields.product.value = index >= 0 ? "" : product;
    this.fields.days.value = days;
  }

  chosen() {
    return this.listed[parseInt(this.fields.pesticide.value, 10)] || null;
  }

  choose() {
    const row = this.chosen();
    this.fields.days.value = row ? row.interval_days : "";
    for (const target of this.form.querySelectorAll("[name=target]")) {
      if (row && target.value && row.target_zh.includes(target.value)) target.checked = true;
    }
    this.show();
  }

  /** The code on the bottle: its number, and what was sprayed under that number before. */
  async scan() {
    const [camera, read] = [this.form.querySelector("[data-camera]"), this.form.querySelector("[data-read]")];
    const stop = new AbortController();
    camera.querySelector("[data-stop]").onclick = () => stop.abort();
    window.addEventListener("hashchange", () => stop.abort(), { once: true });
    camera.hidden = false;
    const text = await scan(camera.querySelector("video"), stop.signal, ["qr_code", "data_matrix"]).catch(() => null);
    camera.hidden = true;
    if (text === "") return;
    const code = text === null ? null : readUnitCode(text);
    read.hidden = false;
    if (!code) return read.replaceChildren(state("dunno", t(text === null ? "scan.no_camera" : "scan.nothing")));
    // Another bottle than the last one, unless its number is known: only the grower can say what is in it.
    this.fields.pesticide.value = OTHER;
    this.choose();
    this.take(code.registration);
    return read.replaceChildren(state("none", t("scan.read", { number: code.registration })));
  }

  /** By its number alone: what was sprayed under it before, else what only the bottle tells. */
  take(registration) {
    const number = registration.trim().toUpperCase();
    const before = this.earlier.find((row) => row.registration_number === number);
    if (before) this.name(before.product, before.interval_days);
    else if (number && !this.chosen()) this.fields.pesticide.value = OTHER;
    this.fields.registration.value = number;
    this.show();
  }

  days() {
    return /^\d{1,3}$/.test(this.fields.days.value) && Number(this.fields.days.value) <= 365 ? Number(this.fields.days.value) : null;
  }

  dayOf(choice) {
    return dayAfter(dayOf(), choice.value === "yesterday" ? -1 : 0);
  }

  sprayedOn() {
    const choice = this.form.querySelector("[name=day]:checked");
    return choice ? this.dayOf(choice) : this.told.applied_on;
  }

  show() {
    this.form.querySelector("[data-bottle]").hidden = this.fields.pesticide.value !== OTHER;
    this.form.querySelector("[data-day]").textContent = dayInWords(this.sprayedOn());
    this.form.querySelector("[data-wrong]").hidden = true;
    const days = this.days();
    const day = days === null ? "" : dayInWords(dayAfter(this.sprayedOn(), days));
    const wait = this.form.querySelector("[data-wait]");
    wait.hidden = days === null;
    if (days !== null) wait.replaceChildren(state("wait", t("treat.wait", { days, day })));
    this.form.querySelector("[data-t=save]").textContent = days === null ? t("log.save") : t("treat.save", { day });
  }

  say(text) {
    const place = this.form.querySelector("[data-wrong]");
    place.replaceChildren(wrong(text));
    place.hidden = false;
  }

  async save() {
    if (this.isSaving) return;
    const row = this.chosen();
    const isOther = this.fields.pesticide.value === OTHER;
    const product = row ? stored(row) : isOther && (this.fields.product.value.trim() || this.fields.registration.value.trim());
    if (!product) return this.say(t("treat.no_product"));
    if (this.days() === null) return this.say(t("treat.no_days"));
    this.isSaving = true;
    try {
      const entry = await this.keep(this.record(row, product));
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

  /** What this form does not show of a record that is repaired stays as it was. */
  record(row, product) {
    const dilution = this.fields.dilution.value.trim();
    const isSame = !this.told.isNext && this.told.product === product;
    const kept = isSame ? this.told : { substances: [], dose: "" };
    return {
      kind: "treatment",
      client_id: uuid7(),
      plot: this.plot.id,
      product,
      registration_number: this.fields.registration.value.trim(),
      substances: row ? [row.substance] : kept.substances,
      dose: dilution ? `${dilution}×` : /^\d+×$/.test(kept.dose) ? "" : kept.dose,
      target: this.form.querySelector("[name=target]:checked").value,
      applied_on: this.sprayedOn(),
      interval_days: this.days(),
      logged_at: written(),
      card: this.app.grower.card,
      corrects: this.corrects,
      reason: "",
    };
  }
}

/** As the book keeps it, whatever language the phone speaks. */
const stored = (row) => `${row.name_zh} ${row.formulation}`;
