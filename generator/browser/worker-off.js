/** The kill switch: published as sw.js when site.yml says `offline: false`. It forgets everything and goes. */

// The worker's own types do not live beside those of a page.
/** @typedef {{request: Request, data: unknown, respondWith(answer: Promise<Response>): void, waitUntil(end: Promise<void>): void}} WorkerEvent */
/** @typedef {{addEventListener(type: string, listener: (event: WorkerEvent) => void): void, skipWaiting(): Promise<void>, clients: {claim(): Promise<void>}, location: Location, registration: ServiceWorkerRegistration}} Worker_ */
const worker = /** @type {Worker_} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => void worker.skipWaiting());

worker.addEventListener("activate", (event) => {
  const leave = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("szk-")) await caches.delete(name);
    }
    await worker.registration.unregister();
  };
  event.waitUntil(leave());
});
