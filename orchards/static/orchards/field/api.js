// The server, as the app asks it. Nothing here throws: what failed has a kind, and the caller goes on without a network.

const ROOT = "/api/v1/field";
const PATIENCE = 60 * 1000;
const token = { csrf: "" };

export const session = () => ask("GET", "/session");
export const signOut = () => withToken("DELETE", "/session");
export const signIn = (card) => withToken("POST", "/session", card);
export const book = (etag) => ask("GET", "/book", undefined, etag ? { "If-None-Match": etag } : {});

export const consents = () => ask("GET", "/consents");
export const moveConsent = (move) => withToken("POST", "/consents", move);

/** Hand in records; `kind` is answers, later, signed-out, or refused for the whole. */
export async function sync(body) {
  const reply = await withToken("POST", "/sync", body);
  if (reply.kind === "ok") return { kind: "answers", ...reply.body };
  // Who may not send at all is asked for the PIN: nothing is wrong with the records.
  return reply.status === 401 || reply.status === 403 ? { ...reply, kind: "signed-out" } : reply;
}

/** A piece of a photo, or how much of it is there. */
export const photo = (method, id, bytes, headers) => withToken(method, `/photos/${id}`, bytes, headers);

async function withToken(method, path, body, headers) {
  if (!token.csrf) await session();
  const reply = await ask(method, path, body, headers);
  if (reply.status !== 403 || reply.code) return reply;
  // A token of a session that is gone: with a new one the same request is understood.
  token.csrf = "";
  await session();
  return ask(method, path, body, headers);
}

async function ask(method, path, body, headers = {}) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const packed = body === undefined ? {} : await packedBody(body);
    const response = await fetch(`${ROOT}${path}?lang=${document.documentElement.lang.toLowerCase()}`, {
      method,
      body: packed.body,
      credentials: "same-origin",
      cache: "no-store",
      signal: stop.signal,
      headers: { Accept: "application/json", ...packed.headers, ...(token.csrf && { "X-CSRFToken": token.csrf }), ...headers },
    });
    return await told(response);
  } catch {
    return { kind: "later" };
  } finally {
    clearTimeout(timer);
  }
}

async function told(response) {
  const status = response.status;
  if (status === 304) return { kind: "same", status };
  const body = await response.json();
  if (body && body.csrf) token.csrf = body.csrf;
  if (response.ok) return { kind: "ok", status, body, etag: response.headers.get("ETag") };
  const code = String(body.type || "").split("/").pop();
  const isLater = status >= 500 || status === 408 || status === 429;
  return { kind: isLater ? "later" : "refused", status, code: code === "not-yours" ? "" : code, sentence: body.detail || "" };
}

/** Compressed where the browser can: a record costs a tenth of the bytes. */
async function packedBody(body) {
  if (body instanceof ArrayBuffer) return { body, headers: { "Content-Type": "application/octet-stream" } };
  const text = JSON.stringify(body);
  const headers = { "Content-Type": "application/json" };
  if (typeof CompressionStream === "undefined" || text.length < 2000) return { body: text, headers };
  const packed = new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip")));
  return { body: await packed.blob(), headers: { ...headers, "Content-Encoding": "gzip" } };
}
