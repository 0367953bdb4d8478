/** What a reader typed, as words, phrases and exclusions. */

import { words } from "./text.js";

/** @param {string} typed */
export function parse(typed) {
  /** @type {import("./types.js").Query} */
  const query = { words: [], phrases: [], without: [] };
  const text = typed.slice(0, 400).replace(/[„”“«»]/g, '"');
  for (const [, minus, quoted, bare = ""] of text.matchAll(/(?<!\S)(-?)"([^"]*)"|(\S+)/g)) {
    const found = words(quoted ?? bare);
    if (!found.length) continue;
    if (minus || /^-[\p{L}\p{N}]/u.test(bare)) query.without.push(found);
    else {
      if (quoted !== undefined) query.phrases.push(found);
      query.words.push(...found);
    }
  }
  query.words = [...new Set(query.words)].slice(0, 24);
  return query;
}
