// The phone keeps nothing: said before anything is typed, not after.

import { draw } from "../dom.js";
import { t } from "../words.js";

export function halted(problem, again) {
  const isFull = problem && problem.name === "QuotaExceededError";
  const screen = draw("halted", { why: t(isFull ? "halt.full" : "halt.refused"), do: t("halt.do") });
  screen.querySelector("[data-again]").addEventListener("click", again);
  return screen;
}
