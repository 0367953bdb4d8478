/** Our client while somebody types: every beginning of each query on one warm searcher, texts included. */

import { readFile } from "node:fs/promises";
import { createSearcher } from "../../generator/browser/search/search.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { site, typing } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
const searcher = createSearcher({ base: "http://localhost/", fetch: async (url) => new Response(await readFile(site + new URL(url).pathname)) });
const times = [];
// The first round fetches and decodes; only the second is measured.
for (const measured of [false, true])
  for (const query of typing)
    for (let end = 2; end <= query.length; end++) {
      const start = performance.now();
      await searcher.search(query.slice(0, end), { typing: true });
      if (measured) times.push(performance.now() - start);
    }
process.stdout.write(JSON.stringify({ times }));
