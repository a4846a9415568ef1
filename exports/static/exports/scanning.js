// A hand scanner types a code and Enter. Codes wait in line, one request at a time; each answer is a sentence and a sound.

const form = document.querySelector("[data-scanning]");
const waitingLine = [];
const TWICE_MS = 1000;
let busy = false;
let last = { text: "", at: -TWICE_MS };

// A trigger that is held too long reads a code twice: within a second the same code is the same scan.
function isTwice(text) {
  const now = performance.now();
  const twice = text === last.text && now - last.at < TWICE_MS;
  last = { text, at: now };
  return twice;
}

function say(kind, words) {
  const heard = document.querySelector("[data-heard]");
  heard.replaceChildren(document.querySelector(`template[data-${kind}]`).content.cloneNode(true));
  heard.querySelector("[data-words]").textContent = words;
  document.dispatchEvent(new CustomEvent("sound", { detail: kind }));
}

function show(pallet) {
  const row = (sscc) => document.querySelector(`tr[data-pallet="${sscc}"]`);
  form.elements.pallet.value = pallet ? pallet.sscc : "";
  document.querySelector(".tally").hidden = !pallet;
  if (!pallet) return;
  document.querySelector("h1[data-pallet]").textContent = pallet.title;
  document.querySelector("[data-cartons]").textContent = pallet.cartons;
  document.querySelector("[data-net]").textContent = pallet.net;
  document.querySelectorAll("tr[data-pallet]").forEach((one) => one.removeAttribute("aria-current"));
  const line = row(pallet.sscc);
  if (!line) return;
  line.setAttribute("aria-current", "true");
  line.querySelector("[data-cell=cartons]").textContent = pallet.cartons;
  line.querySelector("[data-cell=net]").textContent = pallet.net_number;
}

async function ask(text) {
  const body = new FormData(form);
  body.set("text", text);
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  const told = await answer.json();
  show(told.pallet);
  form.elements.waiting.value = told.waiting;
  say(told.refusal ? "no" : "ok", told.refusal || told.words);
}

async function work() {
  if (busy) return;
  busy = true;
  while (waitingLine.length) {
    try {
      await ask(waitingLine[0]);
    } catch {
      // What follows in the line may depend on what was lost: the person scans on from here.
      waitingLine.length = 1;
      say("no", document.querySelector("template[data-lost]").content.textContent);
    }
    waitingLine.shift();
  }
  busy = false;
}

if (form) {
  const field = form.elements.text;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const text = field.value.trim();
    field.value = "";
    field.focus();
    if (text && !isTwice(text)) waitingLine.push(text);
    work();
  });
  form.addEventListener("change", (event) => {
    if (event.target.name === "way") form.elements.waiting.value = last.text = "";
    field.focus();
  });
  field.focus();
}
