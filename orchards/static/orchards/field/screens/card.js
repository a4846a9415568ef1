// Sign in with the card. What was logged before stays on the phone, and logging goes on without it.

import * as api from "../api.js";
import { draw, wrong } from "../dom.js";
import { t } from "../words.js";

export async function card(app) {
  const counts = app.grower ? await app.counts() : { waits: 0 };
  const isRead = Boolean(app.secret);
  const screen = draw("card", {
    waiting: counts.waits && t("waiting.count", { count: counts.waits }),
    is_read: isRead,
    by_number: !isRead,
    can_log: Boolean(app.grower && app.book),
    zh: "/field/?lang=zh-hans#/card",
    en: "/field/?lang=en#/card",
  });
  const form = screen.querySelector("form");
  const [number, pin] = [form.querySelector("#number"), form.querySelector("#pin")];
  if (!isRead && app.grower && app.grower.card) number.value = app.grower.card;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(app, form, number.value.trim(), pin.value.trim());
  });
  return screen;
}

async function submit(app, form, number, pin) {
  const button = form.querySelector("button[type=submit]");
  const say = (text) => {
    const place = form.querySelector("[data-wrong]");
    place.replaceChildren(wrong(text));
    place.hidden = false;
  };
  if (!app.secret && !number) return say(t("card.no_number"));
  if (!pin) return say(t("card.no_pin"));
  if (button.disabled) return undefined;
  button.disabled = true;
  const reply = await api.signIn(app.secret ? { secret: app.secret, pin } : { number, pin });
  button.disabled = false;
  if (reply.kind === "later") return say(t("card.no_signal"));
  if (reply.kind !== "ok" || !reply.body.grower) return say(reply.sentence);
  app.secret = "";
  await app.signedIn(reply.body.grower);
  return follow(reply.body.grower.language, app);
}

/** The app speaks the language that the grower's book names. */
function follow(language, app) {
  const here = document.documentElement.lang.toLowerCase();
  if (language && language !== here) location.replace(`/field/?lang=${language}#/`);
  else app.go("#/");
}
