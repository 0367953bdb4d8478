/** What to review today, in which order: wrong answers first, then what is most likely forgotten. */

import { interval, retrievability, reviewed } from "./fsrs.js";

/** @typedef {import("./store.js").Entry} Entry */
/** @typedef {{id: string, due: number, chance: number, wrong: boolean}} Due `due` in ms */

const DAY = 86_400_000;

/**
 * @param {readonly (readonly [string, Entry])[]} entries
 * @param {Record<string, {hash: string}>} known questions that exist, by id
 * @param {number} now
 * @returns {Due[]} all of them, those to do first in front
 */
export function queue(entries, known, now) {
  const found = entries.flatMap(([id, entry]) => {
    if (known[id]?.hash !== entry.hash) return [];
    const memory = entry.log.reduce(
      (/** @type {import("./fsrs.js").Memory | null} */ before, [at, rating]) => reviewed(before, rating, at),
      null,
    );
    if (!memory) return [];
    const wrong = entry.log.at(-1)?.[1] === 1;
    // A wrong answer returns at once, however short the interval would be.
    const due = wrong ? memory.last : memory.last + interval(memory) * DAY;
    return [{ id, due, wrong, chance: retrievability(memory, now) }];
  });
  return found.sort((a, b) => Number(b.wrong) - Number(a.wrong) || a.chance - b.chance || a.due - b.due || (a.id < b.id ? -1 : 1));
}
