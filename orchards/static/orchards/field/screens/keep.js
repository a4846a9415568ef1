// How what is logged stays on the phone: on the home screen no browser clears it.

import { draw, state } from "../dom.js";
import { canInstall, install, mayBeCleared } from "../keeping.js";
import { t } from "../words.js";

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
