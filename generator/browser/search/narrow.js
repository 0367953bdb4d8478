/** What a query asks beyond its words – filters, phrases, words kept out –; loaded with the first that does. */

/** @import { Filter, Hit, Options, Query, Ranked, Row, Shards } from "./types.js" */

import { json } from "./shards.js";
import { words } from "./text.js";

const MOST_CHECKED = 400;
const AT_ONCE = 50;

/** Of each index: filter, value, runs of sections. @param {readonly Shards[]} shards @returns {Promise<Record<string, Record<string, number[]>>[]>} */
const stored = (shards) =>
  Promise.all(
    shards.map(async (from) => {
      const manifest = await from.manifest();
      return (manifest && (await from.open(`f-${manifest.f}.bin`, "f ", json))) ?? {};
    }),
  );

/** @param {number[]} runs  Start, length, start, length… */
const spread = (runs = []) => runs.flatMap((start, i) => (i % 2 ? [] : Array.from({ length: runs[i + 1] ?? 0 }, (_, n) => start + n)));

/** Without what the filters leave out or a word with a minus. @type {(ranked: Ranked[], shards: readonly Shards[], filters: NonNullable<Options["filters"]>, unwanted: readonly Hit[]) => Promise<Ranked[]>} */
export async function filtered(ranked, shards, filters, unwanted) {
  const asked = Object.entries(filters).filter(([, values]) => values[0]);
  const known = asked[0] ? await stored(shards) : [];
  return shards.flatMap((_, index) => {
    const kept = asked.map(([name, values]) => new Set(values.flatMap((value) => spread(known[index]?.[name]?.[value]))));
    const banned = new Set(unwanted.flatMap((hit) => (hit.index === index ? [...hit.list.ids] : [])));
    return ranked.filter((one) => one.index === index && !banned.has(one.id) && kept.every((ids) => ids.has(one.id)));
  }).sort((a, b) => b.score - a.score);
}

/** Only what holds the phrases, from the best down. @type {(ranked: Ranked[], query: Query, limit: number, row: (of: Ranked) => Promise<Row | undefined>) => Promise<Ranked[]>} */
export async function checked(ranked, { phrases, without }, limit, row) {
  const banned = without.filter((phrase) => phrase[1]);
  if (!phrases[0] && !banned[0]) return ranked;
  const needed = new Set(phrases.flat()).size;
  const possible = ranked.filter((one) => one.matched >= needed).slice(0, MOST_CHECKED);
  const kept = [];
  for (let at = 0; at < possible.length && kept.length < limit; at += AT_ONCE) {
    const part = possible.slice(at, at + AT_ONCE);
    const rows = await Promise.all(part.map(row));
    kept.push(
      ...part.filter((_, i) => {
        const found = rows[i];
        const body = found && ` ${words(found[1]).join(" ")} \n ${words(found[5]).join(" ")} `;
        const holds = (/** @type {string[]} */ phrase) => body?.includes(` ${phrase.join(" ")} `);
        return body && phrases.every(holds) && !banned.some(holds);
      }),
    );
  }
  return kept;
}

/** How many sections each value of each filter has. @param {readonly Shards[]} shards */
export async function facets(shards) {
  const counts = /** @type {Record<Filter, Record<string, number>>} */ ({ kind: {}, path: {}, tag: {}, language: {} });
  for (const known of await stored(shards))
    for (const [name, of] of Object.entries(counts)) for (const [value, runs] of Object.entries(known[name] ?? {})) of[value] = (of[value] ?? 0) + spread(runs).length;
  return counts;
}
