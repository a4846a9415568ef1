// Sentences, numbers, weights and days in the language of the shell.

import { dayOf, daysBetween } from "./clock.js";

const WORDS = JSON.parse(document.getElementById("words").textContent);
const LANGUAGE = document.documentElement.lang;
const LOCALE = LANGUAGE === "en" ? "en-GB" : LANGUAGE;
const GRAMS = { jin: 500, kg: 1000 };
const DAY = { short: { day: "numeric", month: "long", timeZone: "UTC" }, head: { weekday: "short" } };

export const isChinese = LANGUAGE.toLowerCase().startsWith("zh");
const SPEECH = isChinese ? "zh-CN" : "en-GB";

/** The sentence with its facts; `count` chooses between one and many. */
export function t(key, facts = {}) {
  const words = WORDS[key];
  const sentence = Array.isArray(words) ? words[facts.count === 1 ? 0 : 1] : words;
  return sentence.replace(/%\((\w+)\)s/g, (_all, name) => facts[name]).replace(/%%/g, "%");
}

export const number = (value) => value.toLocaleString(LOCALE, { maximumFractionDigits: 3 });
export const days = (count) => t("days", { count });

/** Grams in the grower's unit, with one decimal (a sum with `least` 0) or as many as they need: 86.5 斤, 43.25 公斤. */
export function amount(grams, unit, least = 1) {
  const value = grams / GRAMS[unit];
  const places = [least, 1, 2, 3].find((digits) => Math.abs(value - Number(value.toFixed(digits))) < 1e-9) ?? 3;
  return value.toLocaleString(LOCALE, { minimumFractionDigits: places, maximumFractionDigits: places });
}

export const weight = (grams, unit, least) => t(`weight.${unit}`, { number: amount(grams, unit, least) }).replace(" ", "\u00a0");

/** The same with + or the true minus sign. */
export function signed(grams, unit) {
  const sign = grams < 0 ? "\u2212" : grams > 0 ? "+" : "";
  return t(`weight.${unit}`, { number: sign + amount(Math.abs(grams), unit) }).replace(" ", "\u00a0");
}

/** What was typed, in grams; NaN for what is no number. */
export const toGrams = (typed, unit) => (/^\d+(\.\d*)?$/.test(typed) ? Math.round(Number(typed) * GRAMS[unit]) : NaN);

/** 24 June, 6月24日: of a day as 2026-06-24. */
export const dayInWords = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString(LOCALE, DAY.short);

/** Today with its weekday, for the head of the first page: Sat 28 November, 11月28日 周六. */
export function todayInWords(now = new Date()) {
  const parts = [now.toLocaleDateString(LOCALE, DAY.head), dayInWords(dayOf(now))];
  return (isChinese ? parts.reverse() : parts).join(" ");
}

/** A written moment as people say it: today and yesterday with the clock, other days by their name. */
export function when(written, today = dayOf()) {
  const day = written.slice(0, 10);
  const clock = written.slice(11, 16);
  const gone = daysBetween(day, today);
  if (gone === 0) return t("today", { clock });
  if (gone === 1) return t("yesterday", { clock });
  return dayInWords(day);
}

export const varietyName = (plot) => (isChinese ? plot.variety.name_zh : plot.variety.name_en);

/** 那坡 4号地, or plot 4 of a village without Latin name. */
export const plotName = (plot) => `${plot.village} ${t("plot", { number: plot.number })}`.trim();

export const canSpeak = () => "speechSynthesis" in window;

/** The phone says it aloud, where it has a voice; a screen reader reads it. */
export function speak(text) {
  document.getElementById("heard").textContent = text;
  if (!canSpeak()) return;
  speechSynthesis.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.lang = SPEECH;
  speechSynthesis.speak(said);
}
