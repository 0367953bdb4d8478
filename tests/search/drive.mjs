/** Asks one or more indexes in folders, some of their files broken on purpose: job on standard input, answers on standard output. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createSearcher } from "../../generator/browser/search/search.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
/** @type {{public: string, roles: Record<string, string>, broken: Record<string, "missing" | "cut" | "foreign">, queries: [string, object][]}} */
const job = JSON.parse(Buffer.concat(chunks).toString("utf8"));

/** @type {string[]} */
const asked = [];

/** @param {string} folder @param {string} name */
async function read(folder, name) {
  asked.push(name);
  const kind = Object.entries(job.broken).find(([start]) => name.startsWith(start))?.[1];
  if (kind === "missing") throw new Error("404");
  const content = await readFile(join(folder, kind === "foreign" ? "index.bin" : name));
  return new Uint8Array(kind === "cut" ? content.subarray(0, content.length >> 1) : content);
}

const searcher = createSearcher({
  base: "http://localhost/",
  fetch: async (url) => new Response(await read(job.public, String(url).split("/").at(-1) ?? "")),
  keys: Object.entries(job.roles).map(([role, folder]) => [role, (/** @type {string} */ name) => read(folder, name)]),
});
const before = asked.length;
const answers = [];
for (const [query, options] of job.queries) {
  const start = process.cpuUsage();
  const answer = await searcher.search(query, options);
  const { user, system } = process.cpuUsage(start);
  answers.push({ ...answer, ms: (user + system) / 1000 });
}
process.stdout.write(JSON.stringify({ before, answers }));
