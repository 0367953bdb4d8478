/**
 * What a reader has unlocked in this tab. The access room tells, other rooms ask and listen;
 * so neither imports the other.
 */

/** @typedef {readonly [role: string, read: (name: string) => Promise<Uint8Array>]} Index  A role's search index: its files by name. */

/** @typedef {{title: string, url: string, read: () => Promise<DocumentFragment>}} Text  A restricted page: what it holds is made when it is read; its links are relative to `url`. */

/** @type {readonly Index[]} */
let indexes = [];
/** @type {readonly Text[]} */
let texts = [];
/** @type {Set<(indexes: readonly Index[]) => void>} */
const listeners = new Set();

/** The search indexes that are open now. */
export const opened = () => indexes;

/** The restricted pages that are open now. */
export const openedTexts = () => texts;

/**
 * Say what is open from now on; nothing, when it is locked again.
 * @param {readonly Index[]} now
 * @param {readonly Text[]} pages
 */
export function tellOpened(now, pages) {
  indexes = now;
  texts = pages;
  for (const listener of listeners) listener(now);
}

/** @param {(indexes: readonly Index[]) => void} listener */
export function onOpened(listener) {
  listeners.add(listener);
}
