// While cartons are counted: says how they differ from what was sent, and what the button will record.

const form = document.querySelector("[data-counting]");

function tell() {
  const sent = Number(form.dataset.counting);
  const typed = form.elements.cartons_counted.value.trim();
  const counted = /^\d{1,5}$/.test(typed) ? Number(typed) : sent;
  const [fewer, more] = [Math.max(0, sent - counted), Math.max(0, counted - sent)];
  const hint = form.querySelector("[data-difference]");
  hint.hidden = fewer + more === 0;
  hint.querySelector("[data-fewer]").hidden = fewer === 0;
  hint.querySelector("[data-more]").hidden = more === 0;
  hint.querySelectorAll("[data-by]").forEach((number) => { number.textContent = String(fewer || more); });
}

function tellPhotos() {
  const files = form.elements.photos.files;
  form.querySelector("[data-photos]").textContent = files.length ? String(files.length) : "";
}

if (form) {
  form.addEventListener("input", tell);
  form.addEventListener("change", tellPhotos);
  tell();
}
