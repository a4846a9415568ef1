// A desk on a phone: the camera types into the scan field what a hand scanner would, and sends it.

import { canScan, scan } from "./camera.js";

const CODES = ["qr_code", "data_matrix", "code_128"];
const form = document.querySelector("[data-scan]");

async function read() {
  const [view, stop] = [form.querySelector("dialog"), new AbortController()];
  view.addEventListener("close", () => stop.abort(), { once: true });
  view.showModal();
  const text = await scan(view.querySelector("video"), stop.signal, CODES).catch(() => null);
  view.close();
  form.querySelector("[data-refused]").hidden = text !== null;
  if (!text) return;
  form.elements.q.value = text;
  form.requestSubmit();
}

if (form && canScan()) {
  const button = form.querySelector("[data-camera]");
  button.hidden = false;
  button.addEventListener("click", read);
  form.querySelector("[data-close]").addEventListener("click", () => form.querySelector("dialog").close());
}
