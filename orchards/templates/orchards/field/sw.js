// Keeps the shell of the app, whole and of one version, so that it opens without a network. GET only, nothing of
// anybody's: records travel by the outbox, and /api/ is never touched.

const CACHE = "field-{{ version }}";
const KEPT = {{ kept|safe }};

self.addEventListener("install", (event) => {
  const both = Promise.all([caches.open(CACHE), pages()]);
  event.waitUntil(both.then(([cache, shells]) => cache.addAll([...KEPT, ...shells].map(fresh))));
});

/** Asked of the server again, which answers that nothing has changed where that is so. */
function fresh(address) {
  return new Request(address, { cache: "no-cache", credentials: "omit" });
}

/** The page in the languages that are open on this phone; another one is kept when it is first asked for. */
function pages() {
  return self.clients.matchAll({ type: "window", includeUncontrolled: true }).then((open) => {
    const asked = open.map((page) => pageOf(new URL(page.url)));
    return [...new Set(asked.length ? asked : [pageOf(new URL("/field/", self.location))])];
  });
}

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("field-") && name !== CACHE;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// The page asks for this when nothing is being typed; never by itself.
self.addEventListener("message", (event) => {
  if (event.data === "renew") self.skipWaiting();
});

self.addEventListener("sync", (event) => {
  if (event.tag !== "outbox") return;
  event.waitUntil(self.clients.matchAll().then((pages) => pages.forEach((page) => page.postMessage("outbox"))));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && address.pathname === "/field/") {
    event.respondWith(shell(address));
  } else if (KEPT.includes(address.pathname)) {
    event.respondWith(kept(address.pathname, event.request));
  }
});

function pageOf(address) {
  const asked = address.searchParams.get("lang") || (navigator.language || "zh").toLowerCase();
  return `/field/?lang=${asked.startsWith("en") ? "en" : "zh-hans"}`;
}

function shell(address) {
  const page = pageOf(address);
  return caches.open(CACHE).then((cache) => cache.match(page).then((hit) => hit || keep(cache, page)));
}

function keep(cache, page) {
  return fetch(fresh(page)).then((response) => {
    if (response.ok) cache.put(page, response.clone());
    return response;
  });
}

function kept(name, otherwise) {
  return caches.open(CACHE).then((cache) => cache.match(name)).then((hit) => hit || fetch(otherwise));
}
