/** The peers in Node: job on standard input (texts and queries), ranked ids, sizes and times on standard output. */

import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { engine, texts, sets, typing } = JSON.parse(Buffer.concat(chunks).toString("utf8"));

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ł", "l");

function minisearch() {
  const MiniSearch = require("minisearch");
  const index = new MiniSearch({ fields: ["title", "text"], processTerm: fold, searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.2 } });
  index.addAll(texts);
  return { index, ask: (query) => index.search(query).map((hit) => hit.id) };
}

/** @param {"none" | "pl"} stemmer @param {boolean} wildcards */
function lunrIndex(stemmer, wildcards) {
  const lunr = require("lunr");
  if (stemmer === "pl") {
    require("lunr-languages/lunr.stemmer.support")(lunr);
    require("lunr-languages/lunr.pl")(lunr);
  }
  const index = lunr(function () {
    if (stemmer === "pl") this.use(lunr.pl);
    else {
      this.pipeline.reset();
      this.searchPipeline.reset();
    }
    this.ref("id");
    this.field("title", { boost: wildcards ? 1000 : 3 });
    this.field("text");
    for (const text of texts) this.add(text);
  });
  const ask = (query) => {
    try {
      const found = index.query((q) => {
        for (const word of query.toLowerCase().split(/\s+/).filter(Boolean))
          q.term(word, wildcards ? { wildcard: lunr.Query.wildcard.TRAILING, usePipeline: false } : {});
      });
      return found.map((hit) => hit.ref);
    } catch {
      return []; // lunr stumbles over words that are names of object properties
    }
  };
  return { index, ask };
}

const engines = { minisearch, lunr: () => lunrIndex("pl", false), material: () => lunrIndex("none", true) };
const began = performance.now();
const { index, ask } = engines[engine]();
const seconds = (performance.now() - began) / 1000;
const answers = Object.fromEntries(Object.entries(sets).map(([name, queries]) => [name, queries.map((query) => ask(query).slice(0, 1000))]));
const times = [];
for (const query of typing)
  for (let end = 2; end <= query.length; end++) {
    const start = performance.now();
    ask(query.slice(0, end)).slice(0, 10);
    times.push(performance.now() - start);
  }
process.stdout.write(JSON.stringify({ answers, times, seconds, bytes: gzipSync(JSON.stringify(index), { level: 9 }).length }));
