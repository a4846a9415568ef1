// Keeps every drawn job on the page up to date, and loads the page again when one has ended.
const SECOND = 1000;

async function follow(box) {
  const bar = box.querySelector("progress");
  const done = box.querySelector("[data-done]");
  const pace = box.querySelector("[data-pace]");
  const language = document.documentElement.lang;
  for (;;) {
    await new Promise((wake) => setTimeout(wake, SECOND));
    let job;
    try {
      const reply = await fetch(box.dataset.job, { headers: { Accept: "application/json" } });
      if (!reply.ok) continue;
      job = await reply.json();
    } catch {
      continue; // the network is away: the bar stands still and goes on when it is back
    }
    bar.value = job.done;
    done.textContent = job.done.toLocaleString(language);
    if (job.rate && job.seconds_left !== null) {
      pace.textContent = pace.dataset.pace
        .replace("{rate}", Math.round(job.rate).toLocaleString(language))
        .replace("{left}", Math.ceil(job.seconds_left).toLocaleString(language));
    }
    if (job.finished_at) return location.reload();
  }
}

for (const box of document.querySelectorAll('[data-ended="no"]')) follow(box);
