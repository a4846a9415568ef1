// What buyers may see of the grower. The switches hold at once, so they are asked of the server and never kept.

import * as api from "../api.js";
import { draw, element, state, wrong } from "../dom.js";
import { canSpeak, dayInWords, speak, t } from "../words.js";

export async function seen() {
  const screen = draw("seen", { state: state("wait", t("seen.asks")) });
  const places = { said: screen.querySelector("[data-slot=state]"), rows: screen.querySelector("[data-slot=switches]") };
  api.consents().then((reply) => show(places, reply));
  return screen;
}

/** The switches as the server tells them; a failure leaves those that are there as they were. */
function show(places, reply) {
  if (reply.kind !== "ok") {
    places.said.replaceChildren(wrong(reply.sentence || t("seen.no_signal")));
    return false;
  }
  places.said.replaceChildren();
  places.rows.replaceChildren(...reply.body.switches.map((one) => row(places, one)));
  return true;
}

function row(places, one) {
  const drawn = draw("switch", {
    title: one.title,
    since: one.on ? t("seen.since", { day: dayInWords(one.since) }) : t("seen.off"),
    sees: one.sees,
    words: one.words,
    pictures: one.pictures.map((picture) => figure(one.kind, picture)),
    can_speak: canSpeak(),
  });
  const box = drawn.querySelector("input");
  box.checked = one.on;
  box.addEventListener("change", () => move(places, one, box));
  drawn.querySelector("[data-speak]").addEventListener("click", () => speak(one.words));
  return drawn;
}

/** As large as a buyer's phone shows it, with the same words below. */
function figure(kind, { src, width, height, caption }) {
  const image = element("img", { src, width, height, alt: "" });
  return element("figure", { class: kind }, image, element("figcaption", { class: "small" }, caption));
}

async function move(places, one, box) {
  const on = box.checked;
  box.checked = one.on;
  if (!on && one.pictures.length && !window.confirm(t("seen.deletes"))) return;
  box.disabled = true;
  const isDone = show(places, await api.moveConsent({ kind: one.kind, on, wording: one.wording }));
  box.disabled = false;
  if (!isDone) places.said.scrollIntoView();
  else document.getElementById("heard").textContent = t(on ? "seen.on_now" : "seen.off_now");
}
