// The drawn number pad. Without this file the weight is a plain input and the form is sent all the same.

const form = document.querySelector("[data-log]");
const weight = form.elements.weight;
const crates = form.elements.crates;
const all = (selector) => form.querySelectorAll(selector);
const opened = performance.now();
const openedAt = Date.parse(form.elements.at.value);
const MOST_CHARACTERS = 8;

// The pad takes the keyboard's place: a thumb in wet gloves hits it, and nothing covers the screen.
weight.readOnly = true;
weight.inputMode = "none";
for (const part of all(".pad, [data-step]")) part.hidden = false;
crates.inputMode = "none";
crates.readOnly = true;
show();

for (const button of all("[data-key]")) button.addEventListener("click", () => press(button.dataset.key));
for (const button of all("[data-step]")) button.addEventListener("click", () => count(Number(button.dataset.step)));
for (const unit of form.elements.unit) unit.addEventListener("change", show);
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^[0-9.]$/.test(event.key)) press(event.key);
  else if (event.key === "Backspace") press("erase");
});

form.addEventListener("submit", (event) => {
  if (form.dataset.sent) {
    event.preventDefault(); // the second tap of a double tap
    return;
  }
  form.dataset.sent = "yes";
  form.elements.at.value = new Date(openedAt + performance.now() - opened).toISOString().replace("Z", "+00:00");
  form.elements.device_clock.value = new Date().toISOString();
});

// A page that the browser kept would bring the identifier of a record that is already saved.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

function press(key) {
  const typed = weight.value;
  if (key === "erase") weight.value = typed.slice(0, -1);
  else if (typed.length >= MOST_CHARACTERS) return;
  else if (key === ".") weight.value = typed.includes(".") ? typed : `${typed || "0"}.`;
  else weight.value = typed === "0" ? key : typed + key;
  show();
}

function count(step) {
  crates.value = Math.min(9999, Math.max(0, (parseInt(crates.value, 10) || 0) + step));
}

function show() {
  const unit = form.elements.unit.value;
  const number = Number(weight.value);
  const isNumber = weight.value !== "" && number > 0;
  for (const line of all("[data-when]")) line.hidden = !isNumber || line.dataset.when !== unit;
  for (const label of all("[data-full]")) label.hidden = !isNumber || label.dataset.full !== unit;
  for (const label of all("[data-plain]")) label.hidden = isNumber;
  for (const place of all("[data-typed]")) place.textContent = weight.value.replace(/\.$/, "");
  for (const place of all("[data-kg]")) place.textContent = tidy(number / 2);
  for (const place of all("[data-jin]")) place.textContent = tidy(number * 2);
}

function tidy(number) {
  return String(Math.round(number * 1000) / 1000);
}
