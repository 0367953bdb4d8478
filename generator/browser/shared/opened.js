/**
 * What a reader has unlocked in this tab. The access room tells, other rooms ask and listen;
 * so neither imports the other.
 */

/** @typedef {readonly [role: string, read: (name: string) => Promise<Uint8Array>]} Index  A role's search index: its files by name. */

/** @type {readonly Index[]} */
let indexes = [];
/** @type {Set<(indexes: readonly Index[]) => void>} */
const listeners = new Set();

/** The search indexes that are open now. */
export const opened = () => indexes;

/**
 * Say what is open from now on; nothing, when it is locked again.
 * @param {readonly Index[]} now
 */
export function tellOpened(now) {
  indexes = now;
  for (const listener of listeners) listener(now);
}

/** @param {(indexes: readonly Index[]) => void} listener */
export function onOpened(listener) {
  listeners.add(listener);
}
