// Takes the card's secret out of the address: a fragment is never sent, and after this it is not in the history either.

const form = document.querySelector("[data-card]");
const { secret, pin } = form.elements;

if (location.hash.length > 1) {
  secret.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname + location.search);
}
if (secret.value) {
  for (const part of form.querySelectorAll("[data-plain]")) part.hidden = true;
  form.querySelector("[data-scanned]").hidden = false;
  pin.focus();
}
