/**
 * The service worker's code; sw.js at the site's root is this file after one line that names ASSETS, the folder of
 * this version's scripts and styles. Pages come from the network first, so nobody reads an old page while there
 * is a connection; assets never change under their name, so they come from the cache. What is kept is what the
 * server sent: of restricted material only ciphertext.
 */

// The worker's own types do not live beside those of a page.
/** @typedef {{request: Request, data: unknown, respondWith(answer: Promise<Response>): void, waitUntil(end: Promise<void>): void}} WorkerEvent */
/** @typedef {{addEventListener(type: string, listener: (event: WorkerEvent) => void): void, skipWaiting(): Promise<void>, clients: {claim(): Promise<void>}, location: Location, registration: ServiceWorkerRegistration}} Worker_ */
const worker = /** @type {Worker_} */ (/** @type {unknown} */ (self));
const version = /** @type {{ASSETS?: string}} */ (/** @type {unknown} */ (globalThis)).ASSETS ?? "assets/";
const CACHE = `szk-${version}`;
const MOST = 400;

worker.addEventListener("message", (event) => {
  if (event.data === "go") void worker.skipWaiting();
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(renewed());
});

worker.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== worker.location.origin) return;
  const path = url.href.slice(worker.registration.scope.length);
  event.respondWith(path.startsWith(version) ? kept(event) : fresh(event));
});

/**
 * Caches of earlier versions go: their pages name assets that are no longer there. A path that a reader keeps (szk-path-…,
 * made by theme/path.js) holds its own assets and stays.
 */
async function renewed() {
  for (const name of await caches.keys()) {
    if (name.startsWith("szk-") && name !== CACHE && !name.startsWith("szk-path-")) await caches.delete(name);
  }
  await worker.clients.claim();
}

/** @param {WorkerEvent} event */
async function kept(event) {
  const { request } = event;
  const found = (await (await caches.open(CACHE)).match(request)) ?? (await caches.match(request));
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) event.waitUntil(keep(request, answer.clone()));
  return answer;
}

/** @param {WorkerEvent} event */
async function fresh(event) {
  const { request } = event;
  try {
    const answer = await fetch(request);
    if (answer.status === 200 && answer.type === "basic") event.waitUntil(keep(request, answer.clone()).then(trimmed));
    return answer;
  } catch (error) {
    const how = { ignoreSearch: request.mode === "navigate" };
    const found = (await (await caches.open(CACHE)).match(request, how)) ?? (await caches.match(request, how));
    if (found) return found;
    throw error;
  }
}

/**
 * The page does not wait for its copy, and has its answer where there is no room for one.
 * @param {Request} request
 * @param {Response} answer
 */
async function keep(request, answer) {
  await (await caches.open(CACHE)).put(request, answer);
}

async function trimmed() {
  const cache = await caches.open(CACHE);
  const all = await cache.keys();
  for (const request of all.slice(0, Math.max(all.length - MOST, 0))) await cache.delete(request);
}
