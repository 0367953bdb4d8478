/**
 * Search over the files that generator/search makes; docs/formats/search.md.
 *
 *   const searcher = createSearcher({ base: "https://example.org/", fetch });
 *   const answer = await searcher.search("asystenta rodziny", { limit: 10, filters: { kind: ["module"] } });
 */

/** @import { Found, Ports, Result, Row, Searcher, Shards } from "./types.js" */

import { lookup } from "./lookup.js";
import { EXACT, rank } from "./rank.js";
import { decodeLexicon, decodeLists, decodePostings, json, openShards, text } from "./shards.js";
import { snippet } from "./snippet.js";
import { parse, words } from "./text.js";

// What a section gains that holds every word as it was typed, among the ten best.
const LITERAL = 0.25;
// What a whole page gains there whose title holds every word: it is about them, its sections and its mentions elsewhere are not.
const ABOUT = 0.2;
const MENTIONS = /^(list|quiz)$/;

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

  /** @type {<T>(ask: (from: Shards, index: number) => Promise<T>) => Promise<T[]>} */
  const each = (ask) => Promise.all(shards.map(ask));
  /** @type {<T, R>(of: Iterable<T>, ask: (one: T) => Promise<R[]>) => Promise<R[]>} */
  const all = async (of, ask) => (await Promise.all([...of].map(ask))).flat();

  /** @type {Map<string, Promise<Found>>} */
  const looked = new Map();
  /** @type {(word: string, prefix: "never" | "unknown" | "always") => Promise<Found>} */
  const look = (word, prefix) => {
    const known = looked.get(prefix + word) ?? lookup(shards, word, prefix);
    looked.set(prefix + word, known);
    return known;
  };

  const listsOf = (/** @type {string} */ key) => each((from) => from.range("p", key, key, decodeLists));

  /** @param {Found} found */
  const hitsOf = ({ keys }) =>
    all(keys, async ([key, worth]) =>
      (await listsOf(key)).flatMap(([lists], index) => {
        const list = lists?.get(key);
        return list ? [{ index, worth, list: decodePostings(list) }] : [];
      }),
    );

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

  /** A key as people write it, and its forms. @param {string} key */
  const keyOf = async (key) => (await each((from) => from.range("l", key, key, decodeLexicon))).flat().flatMap((lexicon) => lexicon.keys.get(key) ?? []);

  /** @type {Searcher["search"]} */
  async function search(typed, { limit = 10, filters = {}, typing = false, texts = true } = {}) {
    missing.clear();
    const query = parse(typed);
    const last = /\s$/.test(typed) ? -1 : query.words.length - 1;
    const [found] = await Promise.all([
      Promise.all(query.words.map((word, i) => look(word, i !== last ? "never" : typing ? "always" : "unknown"))),
      // The list of a word usually lies where the word itself would: asked for at the same time as its lexicon.
      ...query.words.map(listsOf),
    ]);
    const sizes = await each(async (from) => (await from.manifest()) ?? { sections: 0 });
    let ranked = rank(await Promise.all(found.map(hitsOf)), sizes);
    if (Object.keys(filters)[0] || query.phrases[0] || query.without[0]) {
      const { checked, filtered } = await import("./narrow.js");
      const unwanted = await all(query.without, async ([word = "", more]) => {
        const known = more ? null : await look(word, "never");
        return known?.how === "form" ? hitsOf(known) : [];
      });
      ranked = await checked(await filtered(ranked, shards, filters, unwanted), query, limit, row);
    }
    if (missing.size || looked.size > 99) looked.clear();

    const best = ranked.slice(0, limit);
    // Nothing at all: the nearest terms instead.
    const near = best[0] ? [] : await all(query.words, async (word) => (await import("./guess.js")).nearest(shards, word, 3));
    const keysOf = texts ? await Promise.all(found.map(({ keys }) => all(keys.keys(), keyOf))) : [];
    const forms = new Set([...found.flatMap((one) => [...one.forms, ...one.keys.keys()]), ...keysOf.flat().flatMap((key) => key.forms)]);
    const results = await all(best, async (one) => {
      const [url = "", heading = "", trail = [], kind = "", language = "", body = ""] = (texts && (await row(one))) || [];
      const result = { index: names[one.index] ?? "", id: one.id, score: one.score, url, heading, trail, kind, language };
      return texts && !kind ? [] : [{ result, body, titled: one.titled }];
    });
    const order = new Map(results.slice(0, 10).map((one) => [one, weighed(one, query.words)]));
    results.sort((a, b) => (order.get(b) ?? 0) - (order.get(a) ?? 0));
    return {
      total: ranked.length,
      results: results.map(({ result, body }) => ({ ...result, title: snippet(result.heading, forms, Infinity), snippet: snippet(body, forms) })),
      words: query.words.map((word, i) => ({ word, how: found[i]?.how ?? "none", used: [...new Set(keysOf[i]?.map((key) => key.name))].slice(0, 5) })),
      nearest: [...new Set((await all([...new Set(near.map(([, key]) => key))].slice(0, 6), keyOf)).map((key) => key.name))],
      missing: [...missing].sort(),
    };
  }

  return { search, facets: async () => (await import("./narrow.js")).facets(shards) };
}

/** The score with what the spelling as typed adds, and the title of a page. @type {(one: {result: Pick<Result, "score" | "heading" | "url" | "kind">, body: string, titled: number}, typed: string[]) => number} */
function weighed({ result: { score, heading, url, kind }, body, titled }, typed) {
  const title = words(heading);
  const held = new Set([...title, ...words(body)]);
  const share = typed.filter((word) => held.has(word)).length / typed.length;
  // Among whole headings, one typed letter by letter goes before one that differs by an ending.
  const about = titled === typed.length && !url.includes("#") && !MENTIONS.test(kind);
  return score * (1 + LITERAL * share + (about ? ABOUT : 0)) + (score >= EXACT && title.join(" ") === typed.join(" ") ? EXACT : 0);
}
