/** Keeps read pages for times without a connection, and says when the site has a newer version. */

import { create } from "../shared/dom.js";

const rules = { createScriptURL: (/** @type {string} */ url) => url };
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("szk-worker", rules) ?? rules;

/** @param {import("../main.js").Context} context */
export function register(context) {
  return navigator.serviceWorker.register(policy.createScriptURL(`${context.base}sw.js`));
}

/** @param {import("../main.js").Context} context */
export async function keep(context) {
  const registration = await register(context);
  if (!navigator.onLine) await tell("offline.offline", context);
  const waiting = async () => {
    const next = registration.waiting;
    if (next && navigator.serviceWorker.controller) await offer(next, context);
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => void waiting());
  });
  await waiting();
}

/**
 * @param {ServiceWorker} next
 * @param {import("../main.js").Context} context
 */
async function offer(next, context) {
  const t = await context.messages("theme");
  const button = create("button", { type: "button", class: "sk-button" }, t("offline.reload"));
  button.addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    next.postMessage("go");
  });
  (await tell("offline.update", context)).append(" ", button);
}

/**
 * @param {string} key
 * @param {import("../main.js").Context} context
 */
async function tell(key, context) {
  const t = await context.messages("theme");
  const line = create("p", {}, t(key));
  document.querySelector("main")?.prepend(create("div", { class: "sk-notice", role: "status" }, line));
  return line;
}
