// Identifiers that sort by the time of making (RFC 9562 section 5.7). Old web views have no crypto.randomUUID.

const MOST = 0xfff;
let last = 0;
let count = 0;

/** The next identifier sorts after this one, also when the clock was set back: a dead battery makes it 1970. */
export function after(id) {
  const then = parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  if (then > last) [last, count] = [then, MOST];
}

export function uuid7(now = Date.now()) {
  // Within one millisecond, and while the clock is behind, the counter in rand_a keeps the order of making (section 6.2).
  if (now > last) [last, count] = [now, 0];
  else if (count < MOST) count += 1;
  else [last, count] = [last + 1, 0];
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 5, rest = last; i >= 0; i -= 1, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  bytes[6] = 0x70 | ((count >> 8) & 0x0f);
  bytes[7] = count & 0xff;
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
