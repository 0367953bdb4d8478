// A device that remembers who may read: secrets that no script can read, from which a new session begins.
import { secretKey } from "./keys.js";
import { DEVICE, HOLDERS, attempt, here, keep } from "./session.js";
import { granted } from "./slots.js";
import { b64, refuse } from "./strict.js";

/** @typedef {import("./session.js").Holder} Holder */
/** @typedef {import("./session.js").State} State */

/** What a device need not remember any longer. */
const GONE = ["token-expired", "slot-missing"];

export const mayRemember = () => here === "/" && "indexedDB" in globalThis;

/** @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest} act @returns {Promise<any>} */
const holders = (mode, act) =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open(HOLDERS, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("holders", { keyPath: "jti" });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const change = opening.result.transaction("holders", mode);
      change.oncomplete = change.onabort = () => opening.result.close();
      try {
        const asked = act(change.objectStore("holders"));
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      } catch (error) {
        reject(error); // such as a key that this browser does not store
      }
    };
  });

/** @param {Holder} holder @param {import("./strict.js").Bytes} secret @returns {Promise<boolean>} whether the browser did it */
export async function remember(holder, secret) {
  try {
    const key = await secretKey(secret);
    await holders("readwrite", (store) => store.put({ ...holder, key }));
    return attempt(() => localStorage.setItem(DEVICE, "1"));
  } catch {
    return false;
  }
}

/** A session for those whom this device remembers, if anybody may still read.
 * @param {import("../main.js").Context} context @param {import("./vault.js").Site} site @returns {Promise<State | null>} */
export async function remembered(context, site) {
  if (!mayRemember()) return null;
  /** @type {(Holder & {key: CryptoKey})[]} */
  const known = await holders("readonly", (store) => store.getAll()).catch(() => []);
  /** @type {State} */
  const state = { site: site.manifest.site, ep: site.manifest.ep, started: Date.now(), holders: [], secrets: [] };
  /** @type {unknown} */
  let wrong = null;
  for (const { key, ...holder } of known) {
    if (holder.aud !== site.manifest.site) continue;
    try {
      if ((holder.exp + 2 * 86400) * 1000 < Date.now()) refuse("token-expired");
      for (const [role, secret] of Object.entries(await granted(context, site, key, holder.roles))) state.secrets.push([role, b64(secret)]);
      state.holders.push(holder);
    } catch (error) {
      wrong = error;
      if (GONE.includes(/** @type {any} */ (error).code)) await holders("readwrite", (store) => store.delete(holder.jti)).catch(() => {});
    }
  }
  if (state.holders.length) {
    await keep(state);
    return state;
  }
  if (!(await holders("readonly", (store) => store.count()).catch(() => 1))) attempt(() => localStorage.removeItem(DEVICE));
  if (wrong) throw wrong;
  return null;
}
