/**
 * Search over the files that generator/search makes. Runs in a browser and in Node; docs/formats/search.md.
 *
 *   const searcher = createSearcher({ base: "https://example.org/", fetch });
 *   const answer = await searcher.search("asystenta rodziny", { limit: 10, filters: { kind: ["module"] } });
 */

import { decodeLexicon, decodeLists, decodePostings } from "./decode.js";
import { lookup } from "./lookup.js";
import { parse } from "./query.js";
import { EXACT, rank } from "./rank.js";
import { json, openShards, text as decoded } from "./shards.js";
import { snippet } from "./snippet.js";
import { words } from "./text.js";

/**
 * @typedef {import("./shards.js").Read} Read
 * @typedef {import("./lookup.js").Found} Found
 * @typedef {"kind" | "path" | "tag" | "language"} FilterName
 * @typedef {{text: string, hit: boolean}} Piece
 * @typedef {{index: string, id: number, score: number, url: string, heading: string, trail: string[], kind: string, language: string, title: Piece[], snippet: Piece[]}} Result
 * @typedef {{word: string, how: Found["how"], used: string[]}} Word
 * @typedef {{total: number, results: Result[], words: Word[], nearest: string[], missing: string[]}} Answer
 * @typedef {{limit?: number, filters?: Partial<Record<FilterName, readonly string[]>>, typing?: boolean, texts?: boolean}} Options
 *   `typing`: the last word may go on; `texts: false`: numbers and scores only.
 */

const MOST_CHECKED = 400;

/**
 * @param {{base: string, fetch?: typeof fetch, keys?: Iterable<readonly [string, Read]>}} ports
 *   `base`: the site's root, with a slash at its end; `keys`: what an unlocked role adds, by its name.
 */
export function createSearcher({ base, fetch = globalThis.fetch, keys = [] }) {
  const missing = /** @type {Set<string>} */ (new Set());
  /** @type {Read} */
  const read = async (name) => {
    const response = await fetch(`${base}search/${name}`);
    if (!response.ok) throw new Error(`${response.status} ${name}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  const all = [/** @type {const} */ (["", read]), ...keys].map(([name, from]) => ({
    name,
    shards: openShards(from, (file) => missing.add(name ? `${name}/${file}` : file)),
  }));
  const shards = all.map((index) => index.shards);

  /** @param {number} index @param {string} key */
  const listOf = async (index, key) => {
    for (const lists of await /** @type {(typeof shards)[0]} */ (shards[index]).range("p", key, key, decodeLists)) {
      const list = lists.get(key);
      if (list) return decodePostings(list);
    }
    return null;
  };

  /** @param {Found} found */
  const hitsOf = async (found) => {
    const asked = [...found.keys].flatMap(([key, worth]) => shards.map(async (_, index) => ({ index, worth, list: await listOf(index, key) })));
    return (await Promise.all(asked)).filter((hit) => hit.list !== null).map((hit) => /** @type {import("./rank.js").Hit} */ (hit));
  };

  /** The row of a text block. @param {number} index @param {number} id @returns {Promise<[string, string, string[], string, string, string] | null>} */
  async function row(index, id) {
    const from = /** @type {(typeof shards)[0]} */ (shards[index]);
    const manifest = await from.manifest();
    if (!manifest) return null;
    const names = await from.open(`d-${manifest.d}.bin`, "d ", (content) => decoded(content).split(" "));
    const block = Math.floor(id / manifest.block);
    const rows = names && (await from.open(`t${block}-${names[block]}.bin`, `t ${block}`, json));
    return rows?.[id % manifest.block] || null;
  }

  /** Which sections the filters keep. @param {NonNullable<Options["filters"]>} filters */
  async function filter(filters) {
    const asked = Object.entries(filters).filter(([, values]) => values.length);
    if (!asked.length) return () => true;
    const kept = await Promise.all(
      shards.map(async (from) => {
        const manifest = await from.manifest();
        const known = manifest && (await from.open(`f-${manifest.f}.bin`, "f ", json));
        const mask = new Uint8Array(manifest?.ids ?? 0);
        for (const [name, values] of asked)
          for (const value of values) {
            const runs = /** @type {number[]} */ (known?.[name]?.[value] ?? []);
            for (let i = 0; i < runs.length; i += 2) for (let n = 0; n < (runs[i + 1] ?? 0); n++) mask[(runs[i] ?? 0) + n] = (mask[(runs[i] ?? 0) + n] ?? 0) | (1 << asked.findIndex(([other]) => other === name));
          }
        return mask;
      }),
    );
    const wanted = (1 << asked.length) - 1;
    return (/** @type {number} */ index, /** @type {number} */ id) => kept[index]?.[id] === wanted;
  }

  /** Every form of the words' keys, to be lit up. @param {readonly Found[]} found */
  async function formsOf(found) {
    const forms = new Set(found.flatMap((one) => [...one.forms]));
    for (const one of found)
      for (const key of one.keys.keys())
        for (const lexicon of (await Promise.all(shards.map((from) => from.range("l", key, key, decodeLexicon)))).flat()) {
          const known = lexicon.keys.get(key);
          if (known) for (const form of [key, ...known.forms]) forms.add(form);
        }
    return forms;
  }

  /** @param {readonly Found[]} found  The keys' names as people write them. */
  const named = async (found) => {
    const names = found.map((one) => Promise.all((one.near.length ? one.near : [...one.keys.keys()]).slice(0, 5).map(async (key) => (await Promise.all(shards.map((from) => from.range("l", key, key, decodeLexicon)))).flat().map((lexicon) => lexicon.keys.get(key)?.name).find(Boolean) ?? key)));
    return Promise.all(names);
  };

  /**
   * @param {string} typed
   * @param {Options} [options]
   * @returns {Promise<Answer>}
   */
  async function search(typed, { limit = 10, filters = {}, typing = false, texts = true } = {}) {
    missing.clear();
    const query = parse(typed);
    const open = /\s$/.test(typed);
    const prefix = (/** @type {number} */ i) => (i < query.words.length - 1 || open ? "whole" : typing ? "always" : "unknown");
    // The list of a word usually lies where the word itself would: fetched at the same time as its lexicon.
    const [found, kept, unwanted] = await Promise.all([
      Promise.all(query.words.map((word, i) => lookup(shards, word, prefix(i)))),
      filter(filters),
      Promise.all(query.without.map((phrase) => Promise.all(phrase.map((word) => lookup(shards, word, "whole"))))),
      ...query.words.map((word) => Promise.all(shards.map((from) => from.range("p", word, word, decodeLists)))),
    ]);
    const hits = await Promise.all(found.map(hitsOf));
    const banned = new Set();
    for (const phrase of unwanted) {
      if (phrase.length !== 1 || phrase[0]?.how !== "form") continue;
      for (const hit of await hitsOf(phrase[0])) for (const id of hit.list.ids) banned.add(`${hit.index} ${id}`);
    }
    const manifests = await Promise.all(shards.map(async (from) => (await from.manifest()) ?? { sections: 0, ids: 0 }));
    let ranked = rank(hits, manifests, (index, id) => kept(index, id) && !(banned.size && banned.has(`${index} ${id}`)));
    const without = query.without.filter((phrase) => phrase.length > 1);
    if (query.phrases.length || without.length) ranked = await checked(ranked, query.phrases, without, limit);
    const results = ranked.slice(0, limit).map(({ index, id, score }) => ({ index: all[index]?.name ?? "", id, score, of: index }));
    const shown = texts ? await show(results, found) : results.map(({ of: _, ...result }) => ({ ...result, ...EMPTY }));
    if (texts) exactFirst(shown, query.words);
    const used = texts || !ranked.length ? await named(found) : [];
    return {
      total: ranked.length,
      results: shown,
      words: query.words.map((word, i) => ({ word, how: found[i]?.how ?? "none", used: found[i]?.how === "none" ? [] : (used[i] ?? []) })),
      nearest: ranked.length ? [] : [...new Set(found.flatMap((one, i) => (one.how === "none" ? (used[i] ?? []) : [])))],
      missing: [...missing].sort(),
    };
  }

  /**
   * @param {readonly {index: string, id: number, score: number, of: number}[]} results
   * @param {readonly Found[]} found
   * @returns {Promise<Result[]>}
   */
  async function show(results, found) {
    const [rows, forms] = await Promise.all([Promise.all(results.map(({ of, id }) => row(of, id))), formsOf(found)]);
    return results.flatMap(({ of: _, ...result }, i) => {
      const [url, heading, trail, kind, language, body] = rows[i] ?? [];
      if (url === undefined || heading === undefined) return [];
      return [{ ...result, url, heading, trail: trail ?? [], kind: kind ?? "", language: language ?? "", title: snippet(heading, forms, Infinity), snippet: snippet(body ?? "", forms) }];
    });
  }

  /** Only what holds the phrases, from the best down. @param {import("./rank.js").Ranked[]} ranked @param {string[][]} phrases @param {string[][]} without @param {number} limit */
  async function checked(ranked, phrases, without, limit) {
    const needed = new Set(phrases.flat()).size;
    const possible = ranked.filter((one) => one.matched >= needed).slice(0, MOST_CHECKED);
    const kept = /** @type {import("./rank.js").Ranked[]} */ ([]);
    for (let at = 0; at < possible.length && kept.length < limit; at += 50) {
      const part = possible.slice(at, at + 50);
      const rows = await Promise.all(part.map(({ index, id }) => row(index, id)));
      rows.forEach((found, i) => {
        const text = found && ` ${words(found[1]).join(" ")} \n ${words(found[5]).join(" ")} `;
        const holds = (/** @type {string[]} */ phrase) => text?.includes(` ${phrase.join(" ")} `);
        const one = part[i];
        if (text && one && phrases.every(holds) && !without.some(holds)) kept.push(one);
      });
    }
    return kept;
  }

  return { search };
}

const EMPTY = { url: "", heading: "", trail: [], kind: "", language: "", title: [], snippet: [] };

/** Among whole headings, one typed letter by letter goes before one that differs by an ending. @param {Result[]} results @param {readonly string[]} typed */
function exactFirst(results, typed) {
  const rest = results.findIndex((result) => result.score < EXACT);
  const exact = results.splice(0, rest < 0 ? results.length : rest);
  const same = (/** @type {Result} */ result) => Number(words(result.heading).join(" ") === typed.join(" "));
  results.unshift(...exact.sort((a, b) => same(b) - same(a)));
}
