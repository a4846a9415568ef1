// Where what was logged is, the plots drawn, and the two acts.

import { draw, element, state } from "../dom.js";
import { mayBeCleared } from "../keeping.js";
import { intervalOf, lastHarvest, seasonOf } from "../orchard.js";
import { drawPlots } from "../plot_map.js";
import { dayInWords, number, signed, t, todayInWords, weight } from "../words.js";

export async function home(app) {
  const [counts, own] = [await app.counts(), await app.own()];
  const plots = app.book ? app.book.plots : [];
  const season = plots.reduce((sum, plot) => sum + seasonOf(plot, own, app.book.harvests), 0);
  const again = app.book && lastHarvest(app.book, own);
  const screen = draw("home", {
    heading: t("home.heading", { name: app.grower.name }),
    today: todayInWords(),
    storage: mayBeCleared() && !app.knowsKeeping && element("a", { class: "tap small", href: "#/keep" }, state("warn", t("home.may_clear"))),
    state: stateLine(app, counts),
    state_link: app.needsPin ? "#/card" : counts.waits ? "#/waiting" : "#/records",
    has_plots: plots.length > 0,
    no_plots: Boolean(app.book) && !plots.length,
    season: t("home.season", { weight: weight(season, app.unit, 0) }),
    all_plots: t("home.plots", { count: plots.length }),
    again: again && t("home.again", { number: again.plot.number, weight: weight(again.weight_g, app.unit) }),
    again_link: again && `#/log?same=${again.client_id}`,
  });
  const links = drawPlots(plots, {
    said: (plot) => {
      const interval = intervalOf(plot, own);
      const second = interval
        ? t("home.from", { day: dayInWords(interval.allowed_from) })
        : t("mu", { area: number(Number(plot.area_mu)) });
      return [t("Plot", { number: plot.number }), second];
    },
    isShut: (plot) => Boolean(intervalOf(plot, own)),
    link: (plot) => `#/log?plot=${plot.id}`,
  });
  screen.querySelector("[data-plots]").append(...links);
  return screen;
}

function stateLine(app, { waits, look, sent }) {
  const totals = app.book ? app.book.totals : { logged: 0, weighed: 0, waiting: 0, difference_g: 0 };
  if (look) return state("warn", t("home.look", { count: look }));
  if (waits) {
    const more = app.needsPin ? "home.pin" : app.isOffline ? "home.no_signal" : "home.going";
    return state("wait", t("home.waits", { waiting: waits, sent: totals.logged + sent }), t(more));
  }
  if (app.needsPin) return state("wait", t("home.cards"));
  const difference = signed(totals.difference_g, app.unit);
  if (totals.waiting + sent) {
    const headline = t("home.unweighed", { count: totals.waiting + sent });
    return state("wait", headline, t("home.weighed_in", { count: totals.weighed, difference }));
  }
  if (totals.weighed) {
    return state("ok", t("home.weighed", { count: totals.weighed }), t("home.difference", { difference }));
  }
  return state("none", t("home.nothing"), t("home.nothing_more"));
}
