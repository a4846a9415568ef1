// Says from when the plot may be picked again while the treatment is typed. Without this file the saved page says it.

const form = document.querySelector("[data-treat]");
const { pesticide, interval_days: days, product } = form.elements;
const words = new Intl.DateTimeFormat(document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang, {
  day: "numeric",
  month: "long",
  timeZone: "UTC",
});
const DAY = 24 * 60 * 60 * 1000;

pesticide.addEventListener("change", choose);
form.addEventListener("input", show);
form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

if (days.value === "") choose();
else show();

function choose() {
  const listed = pesticide.selectedOptions[0].dataset;
  days.value = listed.days || "";
  for (const target of form.elements.target) {
    if (target.value && (listed.target || "").includes(target.value)) target.checked = true;
  }
  show();
}

function show() {
  const isListed = pesticide.value !== "other";
  form.querySelector(".bottle").hidden = isListed;
  if (isListed) product.value = "";
  const count = /^\d{1,3}$/.test(days.value) ? Number(days.value) : NaN;
  const isKnown = Number.isInteger(count);
  const sprayed = Date.parse(form.dataset.today) - (form.elements.day.value === "yesterday" ? DAY : 0);
  form.querySelector("[data-wait]").hidden = !isKnown;
  form.querySelector("[data-full]").hidden = !isKnown;
  form.querySelector("[data-plain]").hidden = isKnown;
  for (const place of form.querySelectorAll("[data-count]")) place.textContent = count;
  for (const place of form.querySelectorAll("[data-day]")) {
    place.textContent = isKnown ? words.format(new Date(sprayed + count * DAY)) : "";
  }
}
