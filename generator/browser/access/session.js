// Who is in, and for how long. A session's keys lie encrypted, their key only in the tabs' own storage.
import { tellOpened } from "../shared/opened.js";
import { b64, refuse, unb64, utf8 } from "./strict.js";
import { trusted, unlocked } from "./vault.js";

/** @typedef {import("./strict.js").Bytes} Bytes */
/** @typedef {import("../main.js").Context} Context */
/** @typedef {{aud: string, exp: number, jti: string, roles: string[], sub: string}} Holder */
/** @typedef {{site: string, ep: number, started: number, holders: Holder[], secrets: [string, string][]}} State */
/** @typedef {{holders: Holder[], vault: import("./vault.js").Vault, stale: number}} Open */

const IDLE = 30 * 60_000;
const WHOLE = 8 * 3600_000;
/** Why a session may be over. */
const OVER = ["ended", "epoch"];
/** The site's path; another site on this origin keeps its own. */
export const here = new URL(document.documentElement.dataset["base"] || ".", location.href).pathname;
const DATA = `szk:access:${here}`;
const SEEN = `${DATA}:seen`;
/** Says that this device remembers holders, and the database that keeps them: device.js. */
export const DEVICE = `${DATA}:device`;
export const HOLDERS = "szk-access";
const ENDED = `${DATA}:ended`;
/** @type {State | null} Only where the browser refuses to store. */
let memory = null;
/** When the reader last did something on this page. */
let sign = 0;
const channel = others();
/** @type {Promise<Open | null> | null} */
let current = null;

const tab = () => sessionStorage.getItem(DATA);
export const attempt = (/** @type {() => void} */ act) => {
  try {
    act();
    return true;
  } catch {
    return false;
  }
};

/** A line to the other tabs; none where the browser keeps them apart, as Firefox without site data. */
function others() {
  try {
    return new BroadcastChannel(DATA);
  } catch {
    return null;
  }
}

channel?.addEventListener("message", ({ data }) => {
  if (data.lock) leave();
  else if (data.ask && attempt(() => tab()) && tab()) channel.postMessage({ key: tab() });
});

/** The tab's key, its own or another tab's. */
async function tabKey() {
  if (tab()) return tab();
  return new Promise((resolve) => {
    const ask = new BroadcastChannel(DATA);
    const answer = (/** @type {string | null} */ key) => {
      ask.close();
      if (key) sessionStorage.setItem(DATA, key);
      resolve(key);
    };
    ask.onmessage = ({ data }) => data.key && answer(data.key);
    ask.postMessage({ ask: true });
    setTimeout(answer, 200, null);
  });
}

/** @param {string} key */
const aes = (key) => crypto.subtle.importKey("raw", unb64(key, "session", 32), "AES-GCM", false, ["encrypt", "decrypt"]);

/** @returns {Promise<State | null>} */
export async function stored() {
  if (memory) return memory;
  try {
    const [iv, sealed] = (localStorage.getItem(DATA) ?? "").split(".");
    if (!iv || !sealed) return null;
    if (idle()) return ended();
    const key = await tabKey();
    if (!key) return null;
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: unb64(iv, "") }, await aes(key), unb64(sealed, ""));
    /** @type {State} */
    const state = JSON.parse(new TextDecoder().decode(plain));
    return over(state) ? ended() : state;
  } catch {
    return null;
  }
}

const idle = () => Date.now() - (memory ? sign : Number(localStorage.getItem(SEEN))) > IDLE;
const over = (/** @type {State} */ { started }) => Date.now() - started > WHOLE || idle();

/** @param {State} state @returns {Promise<boolean>} whether the browser could keep it */
export async function keep(state) {
  try {
    const key = tab() ?? b64(crypto.getRandomValues(new Uint8Array(32)));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const plain = utf8(JSON.stringify(state));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await aes(key), plain));
    sessionStorage.setItem(DATA, key);
    localStorage.setItem(SEEN, String(Date.now()));
    localStorage.setItem(DATA, `${b64(iv)}.${b64(sealed)}`);
    return true;
  } catch {
    memory = state;
    sign = Date.now();
    return false;
  }
}

const onDevice = () => attempt(() => localStorage.length) && !!localStorage.getItem(DEVICE);

/** Open this from now on, whatever was open or over before. @param {State} state @returns {Promise<boolean>} whether the browser could keep it */
export function begin(state) {
  current = null;
  attempt(() => sessionStorage.removeItem(ENDED));
  return keep(state);
}

/** What is open now, or null; refused once after a session that is over, with the reason.
 * @param {Context} context @param {import("./vault.js").Ahead} [ahead] @returns {Promise<Open | null>} */
export const open = (context, ahead) => (current ??= load(context, ahead).catch((error) => {
  if (!OVER.includes(error.code)) current = null; // tried again when somebody asks again
  throw error;
}));

/** @param {Context} context @param {import("./vault.js").Ahead} [ahead] @returns {Promise<Open | null>} */
async function load(context, ahead) {
  let state = await stored();
  if (!state && !onDevice()) return closed();
  const site = await trusted(context, ahead);
  if (!state || !ofNow(state, site)) {
    const why = state ? "epoch" : "ended";
    if (state) clear(); // keys of another epoch open nothing
    state = onDevice() ? await (await import("./device.js")).remembered(context, site) : null;
    if (!state) ended(why);
  }
  if (!state) return closed();
  const secrets = Object.fromEntries(state.secrets.map(([role, key]) => [role, unb64(key, "session", 32)]));
  watch(state);
  const vault = await unlocked(context, site, secrets);
  const texts = vault.pages.map((page) => ({
    title: page.title,
    url: context.base + (page.place?.[0] ?? "otworz/"),
    read: async () => (await import("./insert.js")).parsed(await vault.html(page), vault),
  }));
  tellOpened(vault.searches, texts);
  return { holders: state.holders, vault, stale: site.stale ? site.manifest.exp : 0 };
}

/** Whether a session's keys are of what is published now. @param {State} state @param {import("./vault.js").Site} site */
export const ofNow = ({ site, ep }, { manifest }) => site === manifest.site && ep === manifest.ep;

/** @param {State} state */
function watch(state) {
  for (const event of ["pointerdown", "keydown", "scroll"]) {
    addEventListener(event, () => {
      if (Date.now() - sign > 20_000) attempt(() => localStorage.setItem(SEEN, String((sign = Date.now()))));
    });
  }
  const check = () => {
    if (!memory && !localStorage.getItem(DATA)) leave();
    else if (over(state) && !onDevice()) {
      channel?.postMessage({ lock: true });
      ended();
      leave();
    }
  };
  setInterval(check, 30_000);
  addEventListener("visibilitychange", () => document.hidden || check());
}

/** @type {Set<() => void>} What takes plaintext off the page. */
export const wipes = new Set();
addEventListener("pagehide", () => wipes.forEach((wipe) => wipe()));
addEventListener("pageshow", ({ persisted }) => persisted && location.reload());

function forget() {
  current = null;
  clear();
}

function clear() {
  memory = null;
  tellOpened([], []);
  attempt(() => sessionStorage.removeItem(DATA));
  attempt(() => [DATA, SEEN, "szk:ahead"].forEach((name) => localStorage.removeItem(name)));
}

/** A session is over by itself; whoever on this page asks now hears it from the one answer that is on its way.
 * @param {string} [why] @returns {null} */
function ended(why = "ended") {
  clear();
  attempt(() => sessionStorage.setItem(ENDED, why));
  return null;
}

/** Nothing is open; the reader is told why, if there is a reason. @returns {null} */
function closed() {
  const why = attempt(() => sessionStorage.getItem(ENDED)) ? sessionStorage.getItem(ENDED) : null;
  if (!why) return null;
  sessionStorage.removeItem(ENDED);
  return refuse(OVER.find((code) => code === why) ?? "ended");
}

function leave() {
  forget();
  wipes.forEach((wipe) => wipe());
  location.hash ? location.replace(location.pathname) : location.reload();
}

/** Out, everywhere and at once. */
export async function lock() {
  forget();
  attempt(() => localStorage.removeItem(DEVICE));
  wipes.forEach((wipe) => wipe());
  channel?.postMessage({ lock: true });
  // A database that does not answer must not hold the door open.
  await Promise.race([forgotten().catch(() => {}), new Promise((go) => setTimeout(go, 1000))]);
  leave();
}

/** No holder is remembered on this device any more. */
const forgotten = () =>
  new Promise((done) => {
    const asked = indexedDB.deleteDatabase(HOLDERS);
    asked.onsuccess = asked.onerror = done;
  });
