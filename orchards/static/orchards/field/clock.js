// The phone's clock, as it is: the server corrects it. Here only how it is written down, and how far it is known to be off.

const MINUTE = 60 * 1000;

/** A moment on the phone's clock with its offset: 2026-06-24T08:10:00.123+08:00. */
export function written(moment = new Date()) {
  const east = -moment.getTimezoneOffset();
  const local = new Date(moment.getTime() + east * MINUTE).toISOString().slice(0, -1);
  const two = (number) => String(Math.trunc(Math.abs(number))).padStart(2, "0");
  return `${local}${east < 0 ? "-" : "+"}${two(east / 60)}:${two(east % 60)}`;
}

/** The day on the phone's clock: 2026-06-24. */
export function dayOf(moment = new Date()) {
  return written(moment).slice(0, 10);
}

/** A day so many days later: dayAfter("2026-06-19", 14) is "2026-07-03". */
export function dayAfter(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 60 * MINUTE).toISOString().slice(0, 10);
}

/** Whole days from one day to another. */
export function daysBetween(first, second) {
  return Math.round((Date.parse(`${second}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / (24 * 60 * MINUTE));
}

/** Milliseconds by which the phone is behind the server; what a slow network makes of it is not counted. */
export function skewOf(serverTime, now = Date.now()) {
  const apart = Date.parse(serverTime) - now;
  return Math.abs(apart) <= 2000 ? 0 : apart;
}

/**
 * A record whose clock was set right after it was logged, told by the clock of now: the server knows only that one.
 * Once, before the record is first sent, so that it says the same however often it is sent.
 */
export function settled(record, skewThen, skewNow) {
  const shift = skewThen - skewNow;
  if (!Number.isFinite(shift) || Math.abs(shift) <= MINUTE) return record;
  const moved = { ...record };
  for (const name of ["picked_at", "logged_at"]) {
    if (record[name]) moved[name] = written(new Date(Date.parse(record[name]) + shift));
  }
  if (record.applied_on) {
    moved.applied_on = dayAfter(record.applied_on, daysBetween(record.logged_at.slice(0, 10), moved.logged_at.slice(0, 10)));
  }
  return moved;
}
