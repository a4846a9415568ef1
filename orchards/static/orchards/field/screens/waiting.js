// What waits on this phone, and two ways out: the network, and a file for the packing house.

import { written } from "../clock.js";
import { draw, element, state } from "../dom.js";
import { t } from "../words.js";

export async function waiting(app) {
  const { waits, look } = await app.counts();
  const more = app.needsPin ? "home.pin" : app.isOffline ? "home.no_signal" : "home.going";
  const screen = draw("waiting", {
    state: waits
      ? state("wait", t("waiting.count", { count: waits }), t(more))
      : state("none", t("waiting.none"), look ? "" : t("waiting.all_sent")),
    look: look && t("home.look", { count: look }),
    waits: waits > 0,
    any: waits + look > 0,
  });
  screen.querySelector("[data-send]").addEventListener("click", async (event) => {
    event.target.disabled = true;
    if (app.needsPin) app.go("#/card");
    else await app.run();
    app.show();
  });
  screen.querySelector("[data-file]").addEventListener("click", () => download(app));
  return screen;
}

async function download(app) {
  const entries = await app.store.everything(app.grower.pseudonym);
  const file = {
    format: "tianyang-trace-outbox",
    version: 1,
    grower: app.grower.pseudonym,
    saved_at: written(),
    records: entries.filter((entry) => entry.state !== "sent").map((entry) => entry.record),
  };
  const address = URL.createObjectURL(new Blob([JSON.stringify(file)], { type: "application/json" }));
  const link = element("a", { href: address, download: `${app.grower.pseudonym}-${written().slice(0, 10)}.json` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
