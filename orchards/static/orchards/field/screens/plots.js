// The grower's plots: to look at, or to choose one.

import { draw, state } from "../dom.js";
import { mayBeCleared } from "../keeping.js";
import { inOrder, intervalOf, notYet, seasonOf } from "../orchard.js";
import { position } from "../place.js";
import { dayInWords, number, plotName, t, varietyName, weight } from "../words.js";

export async function plots(app, parameters) {
  const own = await app.own();
  const purpose = parameters.get("for");
  const onward = new URLSearchParams(parameters);
  onward.delete("for");
  const rows = (app.book ? inOrder(app.book.plots, purpose && position()) : []).map((plot) => {
    onward.set("plot", plot.id);
    return row(app, plot, own, purpose === "treat" ? "treat" : "log", onward.toString());
  });
  const screen = draw("plots", {
    heading: t(purpose ? "plots.which" : "plots.mine"),
    rows,
    is_list: !purpose,
    may_clear: mayBeCleared(),
    who: t("card.who", { name: app.grower.name, card: app.grower.card || "–" }),
    zh: "/field/?lang=zh-hans#/plots",
    en: "/field/?lang=en#/plots",
  });
  screen.querySelector("[data-out]").addEventListener("click", () => leave(app));
  return screen;
}

function row(app, plot, own, target, query) {
  const season = seasonOf(plot, own, app.book.harvests);
  const share = plot.capacity_g ? Math.round((season * 100) / plot.capacity_g) : 0;
  const given = t("plots.given", { area: number(Number(plot.area_mu)), weight: weight(season, app.unit, 0) });
  const interval = intervalOf(plot, own);
  return draw("plot", {
    link: `#/${target}?${query}`,
    plot: plotName(plot),
    variety: varietyName(plot),
    given: `${given}${t("comma")}${t("plots.share", { share })}`,
    states: [
      interval && state("no", t("plots.not_before", { day: dayInWords(interval.allowed_from) })),
      notYet(plot) && state("wait", notYet(plot), "", false),
    ],
    go: t(target === "treat" ? "plots.this" : "plots.log"),
  });
}

/** The outbox stays on the phone; who leaves while something waits is told so. */
async function leave(app) {
  const { waits } = await app.counts();
  if (waits && !window.confirm(t("card.leave"))) return;
  await app.signedOut();
  app.go("#/card");
}
