// Identifiers that sort by the time of making (RFC 9562 section 5.7). Old web views have no crypto.randomUUID.

let last = 0;
let count = 0;

export function uuid7(now = Date.now()) {
  // Within one millisecond the counter in rand_a keeps the order of making.
  count = now === last ? count + 1 : 0;
  last = now;
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 5, rest = now; i >= 0; i -= 1, rest = Math.floor(rest / 256)) bytes[i] = rest % 256;
  bytes[6] = 0x70 | ((count >> 8) & 0x0f);
  bytes[7] = count & 0xff;
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
