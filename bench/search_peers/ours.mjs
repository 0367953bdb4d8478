/** Our client while somebody types: every beginning of each query on one warm searcher, ranked; and once more with texts. */

import { readFile } from "node:fs/promises";
import { createSearcher } from "../../generator/browser/search/search.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const { site, typing } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
const searcher = createSearcher({ base: "http://localhost/", fetch: async (url) => new Response(await readFile(site + new URL(url).pathname)) });

/** @param {boolean} texts */
async function round(texts) {
  const times = [];
  for (const query of typing)
    for (let end = 2; end <= query.length; end++) {
      const start = performance.now();
      await searcher.search(query.slice(0, end), { typing: true, texts });
      times.push(performance.now() - start);
    }
  return times;
}

await round(true); // fetches and decodes
process.stdout.write(JSON.stringify({ times: await round(false), shown: await round(true) }));
