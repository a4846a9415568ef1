// Log a treatment. The list proposes an interval; the label in the grower's hand decides.

import { dayAfter, dayOf, written } from "../clock.js";
import { canScan, scan } from "../../../web/camera.js";
import { readUnitCode } from "../barcode.js";
import { draw, element, state, wrong } from "../dom.js";
import { inOrder } from "../orchard.js";
import { position } from "../place.js";
import { uuid7 } from "../uuid7.js";
import { dayInWords, isChinese, number, plotName, t, varietyName, when } from "../words.js";
import { record as find } from "./saved.js";

const OTHER = "other";

export async function treat(app, parameters) {
  if (!app.book || !app.book.plots.length) return app.go("#/");
  const corrected = parameters.get("corrects");
  const earlier = corrected ? (await find(app, corrected)).record : app.book.treatments[0];
  const plots = inOrder(app.book.plots, position());
  const wanted = parameters.get("plot") || (corrected && earlier && earlier.plot);
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
  new Form(app, screen.querySelector("form"), plot, corrected, earlier);
  return screen;
}

class Form {
  constructor(app, form, plot, corrected, earlier) {
    Object.assign(this, { app, form, plot, corrected });
    const field = (id) => form.querySelector(`#${id}`);
    this.fields = { pesticide: field("pesticide"), product: field("product"), days: field("days"), dilution: field("dilution"), registration: field("registration") };
    this.listed = app.book.pesticides.filter((row) => row.crop === plot.crop);
    this.offer();
    this.start(earlier);
    this.fields.pesticide.addEventListener("change", () => this.choose());
    form.addEventListener("input", () => this.show());
    form.querySelector("[data-scan]").addEventListener("click", () => this.scan());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
  }

  offer() {
    const options = this.listed.map((row, index) => element("option", { value: index }, isChinese ? stored(row) : row.name));
    this.fields.pesticide.append(...options, element("option", { value: OTHER }, t("treat.other")));
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

  /** What was used last, which is what is used next. */
  start(earlier) {
    const index = earlier ? this.listed.findIndex((row) => stored(row) === earlier.product) : -1;
    const isOther = !this.listed.length || (index < 0 && this.corrected);
    this.fields.pesticide.value = isOther ? OTHER : Math.max(0, index);
    this.choose();
    if (!earlier) return;
    if (index < 0 && this.corrected) this.fields.product.value = earlier.product;
    if (index >= 0 || this.corrected) {
      this.fields.days.value = earlier.interval_days;
      this.fields.registration.value = earlier.registration_number || "";
      this.fields.dilution.value = (/^\d+/.exec(earlier.dose || "") || [""])[0];
    }
    this.show();
  }

  chosen() {
    return this.listed[Number(this.fields.pesticide.value)] || null;
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
    this.take(code.registration);
    return read.replaceChildren(state("none", t("scan.read", { number: code.registration })));
  }

  take(registration) {
    const before = this.app.book.treatments.find((row) => row.registration_number === registration);
    const index = before ? this.listed.findIndex((row) => stored(row) === before.product) : -1;
    if (before) {
      this.fields.pesticide.value = index >= 0 ? index : OTHER;
      this.choose();
      this.fields.product.value = index >= 0 ? "" : before.product;
      this.fields.days.value = before.interval_days;
    }
    this.fields.registration.value = registration;
    this.form.querySelector("details").open = true;
    this.show();
  }

  days() {
    return /^\d{1,3}$/.test(this.fields.days.value) && Number(this.fields.days.value) <= 365 ? Number(this.fields.days.value) : null;
  }

  sprayedOn() {
    return dayAfter(dayOf(), this.form.querySelector("[name=day]:checked").value === "yesterday" ? -1 : 0);
  }

  show() {
    this.form.querySelector("[data-bottle]").hidden = Boolean(this.chosen());
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
    const product = row ? stored(row) : this.fields.product.value.trim();
    if (!product) return this.say(t("treat.no_product"));
    if (this.days() === null) return this.say(t("treat.no_days"));
    this.isSaving = true;
    try {
      const entry = await this.app.keep(this.record(row, product));
      this.app.go(`#/saved/${entry.id}?said=1`);
    } catch {
      this.isSaving = false;
      this.say(t("log.full"));
    }
  }

  record(row, product) {
    const dilution = this.fields.dilution.value.trim();
    return {
      kind: "treatment",
      client_id: uuid7(),
      plot: this.plot.id,
      product,
      registration_number: this.fields.registration.value.trim(),
      substances: row ? [row.substance] : [],
      dose: dilution ? `${dilution}×` : "",
      target: this.form.querySelector("[name=target]:checked").value,
      applied_on: this.sprayedOn(),
      interval_days: this.days(),
      logged_at: written(),
      card: this.app.grower.card,
      corrects: this.corrected || null,
      reason: "",
    };
  }
}

/** As the book keeps it, whatever language the phone speaks. */
const stored = (row) => `${row.name_zh} ${row.formulation}`;
