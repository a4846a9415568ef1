// A mistake: what was logged stays, and a new record says that it was wrong.

import { written } from "../clock.js";
import { draw, wrong as wrongState } from "../dom.js";
import { withdrawn } from "../orchard.js";
import { uuid7 } from "../uuid7.js";
import { t, weight } from "../words.js";
import { record as find, screenOf } from "./saved.js";

export async function wrong(app, parameters) {
  const id = parameters.get("id");
  const { record, row } = await find(app, id);
  if (!record) return app.go("#/records");
  const isWeighed = Boolean(row && row.weighed_g != null);
  const isClosed = isWeighed || Boolean(row && row.corrected) || withdrawn(await app.own()).has(id);
  const plot = app.book && app.book.plots.find((one) => one.id === record.plot);
  const what = record.kind === "harvest" ? weight(record.weight_g, app.unit) : record.product;
  const screen = draw("wrong", {
    back: `#/saved/${id}`,
    what: plot ? `${what}${t("comma")}${t("plot", { number: plot.number })}` : what,
    closed: isClosed && t(isWeighed ? "wrong.weighed" : "wrong.again"),
    open: !isClosed,
    right: `#/${screenOf(record)}?corrects=${id}`,
  });
  screen.querySelector("[data-never]").addEventListener("click", (event) => withdraw(app, id, event.target));
  return screen;
}

async function withdraw(app, id, button) {
  button.disabled = true; // the second tap of a double tap
  try {
    const entry = await app.keep({
      kind: "correction",
      client_id: uuid7(),
      corrects: id,
      reason: "",
      logged_at: written(),
      card: app.grower.card,
    });
    app.go(`#/saved/${entry.id}`);
  } catch {
    button.disabled = false;
    button.before(wrongState(t("wrong.full")));
  }
}
