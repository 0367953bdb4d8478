/** Runs the browser's search in Node for `szkola search`: a job as JSON on standard input, answers on standard output. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSearcher } from "../browser/search/search.js";

/** @typedef {{site: string, measure: boolean, queries: {query: string, options: import("../browser/search/search.js").Options}[]}} Job */

let bytes = 0;
let requests = 0;
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const job = /** @type {Job} */ (JSON.parse(Buffer.concat(chunks).toString("utf8")));

/** Files of the site's folder, as a browser would get them. @param {unknown} url */
const fetch = async (url) => {
  try {
    const content = await readFile(join(job.site, decodeURIComponent(new URL(String(url)).pathname)));
    bytes += content.length;
    requests += 1;
    return new Response(/** @type {BodyInit} */ (/** @type {unknown} */ (content)));
  } catch {
    return new Response(null, { status: 404 });
  }
};
const create = () => createSearcher({ base: "http://localhost/", fetch: /** @type {typeof globalThis.fetch} */ (fetch) });
const warm = create();
const answers = [];
for (const { query, options } of job.queries) {
  const answer = await warm.search(query, options);
  if (!job.measure) {
    answers.push(answer);
    continue;
  }
  bytes = requests = 0;
  const cold = create();
  await cold.search(query, { ...options, texts: false });
  const ranked = { bytes, requests };
  await cold.search(query, { ...options, texts: true });
  const shown = bytes;
  await warm.search(query, { ...options, texts: true });
  const start = performance.now();
  await warm.search(query, { ...options, texts: true });
  answers.push({ ids: answer.results.map((result) => result.id), total: answer.total, ...ranked, shown, ms: performance.now() - start });
}
process.stdout.write(JSON.stringify(answers));
