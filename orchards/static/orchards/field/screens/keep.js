// How what is logged stays on the phone, and what is said where nothing can stay.

import { draw, state } from "../dom.js";
import { canInstall, install, mayBeCleared } from "../keeping.js";
import { t } from "../words.js";

/** On the home screen no browser clears it. */
export async function keep(app) {
  app.toldOfKeeping();
  const screen = draw("keep", {
    state: mayBeCleared() ? state("warn", t("keep.may_clear"), t("keep.send")) : state("ok", t("keep.kept")),
    by_hand: mayBeCleared() && !canInstall(),
    can_install: canInstall(),
  });
  screen.querySelector("[data-install]").addEventListener("click", () => install().then(() => app.show()));
  return screen;
}

/** The phone keeps nothing: said before anything is typed, not after. */
export function halted(problem, again) {
  const isFull = problem && problem.name === "QuotaExceededError";
  const screen = draw("halted", { why: t(isFull ? "halt.full" : "halt.refused"), do: t("halt.do") });
  screen.querySelector("[data-again]").addEventListener("click", again);
  return screen;
}
