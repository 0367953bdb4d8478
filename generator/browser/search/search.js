/**
 * Search over the files that generator/search makes; docs/formats/search.md.
 *
 *   const searcher = createSearcher({ base: "https://example.org/", fetch });
 *   const answer = await searcher.search("asystenta rodziny", { limit: 10, filters: { kind: ["module"] } });
 */

/** @import { Found, Hit, Ports, Ranked, Result, Row, Searcher, Shards } from "./types.js" */

import { decodeLexicon, decodeLists, decodePostings } from "./decode.js";
import { lookup, nearest } from "./lookup.js";
import { parse } from "./query.js";
import { EXACT, rank } from "./rank.js";
import { json, openShards, text } from "./shards.js";
import { snippet } from "./snippet.js";
import { words } from "./text.js";

const MOST_CHECKED = 400;
const EMPTY = { url: "", heading: "", trail: [], kind: "", language: "", title: [], snippet: [] };

/** @param {Ports} ports  `base` ends in a slash; `keys`: what unlocked roles add, by name. @returns {Searcher} */
export function createSearcher({ base, fetch = globalThis.fetch, keys = [] }) {
  const missing = /** @type {Set<string>} */ (new Set());
  const read = async (/** @type {string} */ name) => {
    const response = await fetch(`${base}search/${name}`, name === "index.bin" ? { cache: "no-cache" } : {});
    if (!response.ok) throw new Error(name);
    return new Uint8Array(await response.arrayBuffer());
  };
  const names = [""];
  const shards = [openShards(read, (file) => missing.add(file))];
  for (const [name, from] of keys) {
    names.push(name);
    shards.push(openShards(from, (file) => missing.add(`${name}/${file}`)));
  }

  /** @type {Map<string, Promise<Found>>} */
  const looked = new Map();
  /** @type {(word: string, prefix: "never" | "unknown" | "always") => Promise<Found>} */
  const look = (word, prefix) => {
    const known = looked.get(prefix + word) ?? lookup(shards, word, prefix);
    looked.set(prefix + word, known);
    return known;
  };

  /** @type {<T>(ask: (from: Shards, index: number) => Promise<T>) => Promise<T[]>} */
  const each = (ask) => Promise.all(shards.map(ask));

  /** @param {Found} found @returns {Promise<Hit[]>} */
  const hitsOf = async ({ keys }) =>
    (
      await Promise.all(
        [...keys].map(([key, worth]) =>
          each(async (from, index) => {
            const lists = (await from.range("p", key, key, decodeLists)).flatMap((found) => found.get(key) ?? []);
            return lists.map((list) => ({ index, worth, list: decodePostings(list) }));
          }),
        ),
      )
    ).flat(2);

  /** @type {(at: {index: number, id: number}) => Promise<Row | undefined>} */
  const row = async ({ index, id }) => {
    const from = shards[index];
    const manifest = await from?.manifest();
    if (!from || !manifest) return;
    const block = Math.floor(id / manifest.block);
    const hashes = await from.open(`d-${manifest.d}.bin`, "d ", (content) => text(content).split(" "));
    const rows = hashes && (await from.open(`t${block}-${hashes[block]}.bin`, `t ${block}`, json));
    return rows?.[id % manifest.block] || undefined;
  };

  /** Filters as stored: name, value, runs. @returns {Promise<Record<string, Record<string, number[]>>[]>} */
  const stored = () =>
    each(async (from) => {
      const manifest = await from.manifest();
      return (manifest && (await from.open(`f-${manifest.f}.bin`, "f ", json))) ?? {};
    });

  /** Which sections the filters keep. @param {[string, readonly string[]][]} asked */
  const filter = async (asked) => {
    if (!asked.length) return () => true;
    const kept = (await stored()).map((known) => {
      const sets = asked.map(([name, values]) => {
        const ids = new Set();
        for (const value of values) {
          const runs = known[name]?.[value] ?? [];
          for (let i = 0; i < runs.length; i += 2) for (let n = 0; n < (runs[i + 1] ?? 0); n++) ids.add((runs[i] ?? 0) + n);
        }
        return ids;
      });
      return (/** @type {number} */ id) => sets.every((ids) => ids.has(id));
    });
    return (/** @type {number} */ index, /** @type {number} */ id) => kept[index]?.(id) ?? false;
  };

  /** A key as people write it, and its forms. @param {string} key */
  const keyOf = async (key) => (await each((from) => from.range("l", key, key, decodeLexicon))).flat().flatMap((lexicon) => lexicon.keys.get(key) ?? []);

  /** Only what holds the phrases, from the best down. @type {(ranked: Ranked[], phrases: string[][], without: string[][], limit: number) => Promise<Ranked[]>} */
  const checked = async (ranked, phrases, without, limit) => {
    const needed = new Set(phrases.flat()).size;
    const possible = ranked.filter((one) => one.matched >= needed).slice(0, MOST_CHECKED);
    const kept = [];
    for (let at = 0; at < possible.length && kept.length < limit; at += 50) {
      const part = possible.slice(at, at + 50);
      const rows = await Promise.all(part.map(row));
      kept.push(
        ...part.filter((_, i) => {
          const found = rows[i];
          const body = found && ` ${words(found[1]).join(" ")} \n ${words(found[5]).join(" ")} `;
          const holds = (/** @type {string[]} */ phrase) => body?.includes(` ${phrase.join(" ")} `);
          return body && phrases.every(holds) && !without.some(holds);
        }),
      );
    }
    return kept;
  };

  /** @type {Searcher["search"]} */
  async function search(typed, { limit = 10, filters = {}, typing = false, texts = true } = {}) {
    missing.clear();
    const query = parse(typed);
    const last = /\s$/.test(typed) ? -1 : query.words.length - 1;
    const [found, kept, unwanted] = await Promise.all([
      Promise.all(query.words.map((word, i) => look(word, i !== last ? "never" : typing ? "always" : "unknown"))),
      filter(Object.entries(filters).filter(([, values]) => values.length)),
      Promise.all(query.without.filter((phrase) => !phrase[1]).map((phrase) => look(phrase[0] ?? "", "never"))),
      // The list of a word usually lies where the word itself would: asked for at the same time as its lexicon.
      ...query.words.map((word) => each((from) => from.range("p", word, word, decodeLists))),
    ]);
    if (missing.size || looked.size > 99) looked.clear();
    const banned = new Set();
    for (const one of unwanted) if (one.how === "form") for (const hit of await hitsOf(one)) for (const id of hit.list.ids) banned.add(`${hit.index} ${id}`);
    const sizes = await each(async (from) => (await from.manifest()) ?? { sections: 0, ids: 0 });
    let ranked = rank(await Promise.all(found.map(hitsOf)), sizes, (index, id) => kept(index, id) && !(banned.size && banned.has(`${index} ${id}`)));
    const without = query.without.filter((phrase) => phrase[1]);
    if (query.phrases.length + without.length) ranked = await checked(ranked, query.phrases, without, limit);

    const best = ranked.slice(0, limit);
    // Nothing at all: the nearest terms instead.
    const near = best.length ? [] : (await Promise.all(query.words.map((word) => nearest(shards, word, 3)))).flat().map(([, key]) => key);
    const keysOf = texts ? await Promise.all(found.map((one) => Promise.all([...one.keys.keys()].map(keyOf)))) : [];
    const used = keysOf.map((keys) => [...new Set(keys.flat().map((key) => key.name))].slice(0, 5));
    const forms = new Set([...found.flatMap((one) => [...one.forms, ...one.keys.keys()]), ...keysOf.flat(2).flatMap((key) => key.forms)]);
    const rows = texts ? await Promise.all(best.map(row)) : [];
    const results = best.flatMap(({ index, id, score }, i) => {
      const result = { index: names[index] ?? "", id, score };
      if (!texts) return [{ ...result, ...EMPTY }];
      if (!rows[i]) return [];
      const [url, heading, trail, kind, language, body] = rows[i];
      return [{ ...result, url, heading, trail, kind, language, title: snippet(heading, forms, Infinity), snippet: snippet(body, forms) }];
    });
    return {
      total: ranked.length,
      results: exactFirst(results, query.words.join(" ")),
      words: query.words.map((word, i) => ({ word, how: found[i]?.how ?? "none", used: used[i] ?? [] })),
      nearest: [...new Set((await Promise.all([...new Set(near)].slice(0, 6).map(keyOf))).flat().map((key) => key.name))],
      missing: [...missing].sort(),
    };
  }

  /** @type {Searcher["facets"]} */
  async function facets() {
    const counts = /** @type {Awaited<ReturnType<Searcher["facets"]>>} */ ({ kind: {}, path: {}, tag: {}, language: {} });
    for (const known of await stored())
      for (const [name, of] of Object.entries(counts))
        for (const [value, runs] of Object.entries(known[name] ?? {})) of[value] = runs.reduce((sum, n, i) => sum + (i % 2 ? n : 0), of[value] ?? 0);
    return counts;
  }

  return { search, facets };
}

/** Among whole headings, one typed letter by letter goes before one that differs by an ending. @param {Result[]} results @param {string} typed */
function exactFirst(results, typed) {
  const same = (/** @type {Result} */ { heading }) => Number(words(heading).join(" ") === typed);
  const exact = results.filter((result) => result.score >= EXACT).sort((a, b) => same(b) - same(a));
  return [...exact, ...results.slice(exact.length)];
}
