// One sender at a time, in whichever tab it runs.

const LEASE = 60 * 1000;

/** Runs `work` unless another tab is sending; answers what it answers, or "busy". */
export async function alone(store, holder, work) {
  if (navigator.locks) {
    return navigator.locks.request("field-sender", { ifAvailable: true }, (lock) => (lock ? work() : "busy"));
  }
  if (!(await store.takeLease(holder, Date.now(), LEASE))) return "busy";
  const renewed = setInterval(() => store.takeLease(holder, Date.now(), LEASE), LEASE / 3);
  try {
    return await work();
  } finally {
    clearInterval(renewed);
    await store.setPref("lease", undefined);
  }
}

/**
 * Calls `work` at once and whenever there may be a network again; after a failure later and later, at most 5 minutes.
 * Asked while it works, it works once more: what was logged meanwhile may have come too late for this round.
 */
export function whenever(work) {
  let wait = 0;
  let timer = 0;
  let running = null;
  let isAsked = false;
  const run = () => {
    clearTimeout(timer);
    isAsked = Boolean(running);
    if (running) return running;
    running = work()
      .catch(() => "later")
      .then((result) => {
        running = null;
        if (isAsked && result !== "later") return run();
        wait = result === "later" || result === "busy" ? Math.min(5 * 60 * 1000, (wait || 2000) * 2) : 0;
        timer = setTimeout(run, wait || 5 * 60 * 1000);
        return result;
      });
    return running;
  };
  const again = () => {
    wait = 0;
    run();
  };
  window.addEventListener("online", again);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  return run;
}
