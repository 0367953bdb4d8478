// Reads what the fuzzer sends with the browser's code: a JSON line in, "ok" or the refusal's code out.
import { createInterface } from "node:readline";
import { readFileSync } from "node:fs";
import { unsealFile } from "../../generator/browser/access/attachment.js";
import { unseal } from "../../generator/browser/access/envelope.js";
import { wrapping } from "../../generator/browser/access/keys.js";
import { verifyManifest } from "../../generator/browser/access/manifest.js";
import { findSlot, lookup, openSlot } from "../../generator/browser/access/slots.js";
import { Refused, refuse, unb64 } from "../../generator/browser/access/strict.js";
import { readPublic } from "../../generator/browser/access/signed.js";
import { verifyToken } from "../../generator/browser/access/token.js";

/** @param {string} name @returns {any} */
const vectors = (name) => JSON.parse(readFileSync(new URL(`../vectors/access/${name}.json`, import.meta.url), "ascii"));
const [tokens, manifests, blobs, files, slots] = ["token", "manifest", "blob", "file", "slot"].map(vectors);
const bytes = (/** @type {string} */ text) => Uint8Array.from(Buffer.from(text, "hex"));
const pinned = (/** @type {any} */ { keys }) => keys.map((/** @type {string} */ k) => unb64(k, "x"));

/** @type {Record<string, (data: Uint8Array<ArrayBuffer>) => Promise<unknown>>} */
const readers = {
  token: (data) => verifyToken(latin(data), tokens.site, pinned(tokens), tokens.now),
  manifest: (data) => verifyManifest(latin(data), manifests.site, pinned(manifests)),
  blob: async (data) => unseal(data, blobs.address, await wrapping(bytes(blobs.key))),
  file: async (data) => unsealFile(data, files.address, files.size, await wrapping(bytes(files.key))),
  keys: async (data) => readPublic(data),
  slot: async (data) => {
    const vector = slots.cases[0];
    const secret = bytes(vector.secret);
    const slot = (await findSlot(data, await lookup(secret, slots.manifest), slots.manifest)) ?? refuse("slot-missing");
    return openSlot(slot, secret, slots.manifest, vector.claimed);
  },
};
const latin = (/** @type {Uint8Array} */ data) => Buffer.from(data).toString("latin1");

for await (const line of createInterface({ input: process.stdin })) {
  const { kind, data } = JSON.parse(line);
  const read = readers[kind];
  let result = "ok";
  try {
    await read?.(Uint8Array.from(Buffer.from(data, "base64")));
  } catch (error) {
    result = error instanceof Refused ? error.code : `stray ${error}`;
  }
  process.stdout.write(`${result}\n`);
}
