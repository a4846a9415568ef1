// A photo is shrunk on the phone, loses what it tells beside the picture, and goes apart from its record, in pieces.

const SIDE = 1280;
const AIM = 200 * 1000;
const PIECE = 64 * 1024;

/** About 200 kB of JPEG, upright, drawn anew: position, time and maker do not come along. */
export async function shrink(file) {
  const picture = await load(file);
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  for (const quality of [0.8, 0.65, 0.5]) {
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (blob && (blob.size <= AIM || quality === 0.5)) return blob;
  }
  throw new Error("no picture");
}

/** An <img> turns itself upright by its EXIF in every browser of 2020 and later. */
function load(file) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("no picture"));
    const reader = new FileReader();
    reader.onload = () => (image.src = reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

/** Sends what is missing; "done", "later" (network), "missing" (its record is not there) or "refused" (no picture). */
export async function sendPhoto(id, blob, ask) {
  const bytes = await new Response(blob).arrayBuffer();
  const sum = await crypto.subtle.digest("SHA-256", bytes);
  const sha256 = Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
  let reply = await ask("GET", id);
  while (reply.kind === "ok" && !reply.body.complete) {
    const start = reply.body.received;
    reply = await ask("PATCH", id, bytes.slice(start, start + PIECE), {
      "Upload-Offset": String(start),
      "Upload-Length": String(bytes.byteLength),
      "Upload-SHA256": sha256,
    });
  }
  if (reply.kind === "ok") return "done";
  if (reply.kind !== "refused") return "later";
  return reply.status === 422 ? "refused" : "missing";
}
