// The shared vectors, read by the browser's code; test_vectors.py reads the same files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { unsealFile } from "../../generator/browser/access/attachment.js";
import { framedLength, unseal } from "../../generator/browser/access/envelope.js";
import { derive, hex, sha256, wrapping } from "../../generator/browser/access/keys.js";
import { judge, verifyManifest } from "../../generator/browser/access/manifest.js";
import { findSlot, lookup, openSlot } from "../../generator/browser/access/slots.js";
import { Refused, refuse, unb64, utf8 } from "../../generator/browser/access/strict.js";
import { holderSecret, verifyToken } from "../../generator/browser/access/token.js";

/** @param {string} name @returns {any} */
const read = (name) => JSON.parse(readFileSync(new URL(`../vectors/access/${name}.json`, import.meta.url), "ascii"));
const bytes = (/** @type {string} */ text) => Uint8Array.from(Buffer.from(text, "hex"));
const decoded = (/** @type {string} */ text) => Uint8Array.from(Buffer.from(text, "base64"));

/** What came of it; a refusal must be the one that the vector names.
 * @param {any} vector @param {() => any} act */
async function outcome(vector, act) {
  if (!vector.refused) return act();
  await assert.rejects(async () => act(), (error) => {
    assert.ok(error instanceof Refused, String(error));
    assert.equal(error.code, vector.refused);
    return true;
  });
  return undefined;
}

const tokens = read("token");
const keys = tokens.keys.map((/** @type {string} */ k) => unb64(k, "x"));
for (const vector of tokens.cases) {
  test(`token: ${vector.name}`, async () => {
    const claims = await outcome(vector, () => verifyToken(vector.token, tokens.site, keys, tokens.now));
    if (claims) assert.deepEqual([claims.roles, claims.sub], [vector.roles, vector.holder]);
  });
}
for (const vector of tokens.secrets) {
  test(`secret: ${vector.name}`, async () => {
    const claims = await verifyToken(vector.token, tokens.site, keys, tokens.now);
    const secret = await outcome(vector, async () => hex(await holderSecret(claims, vector.passphrase)));
    assert.equal(secret, vector.secret);
  });
}

const manifests = read("manifest");
for (const vector of manifests.cases) {
  test(`manifest: ${vector.name}`, async () => {
    const pinned = manifests.keys.map((/** @type {string} */ k) => unb64(k, "x"));
    const found = await outcome(vector, () => verifyManifest(vector.manifest, manifests.site, pinned));
    if (found) assert.deepEqual([found.seq, found.ep], [vector.seq, vector.epoch]);
  });
}
for (const vector of manifests.history) {
  test(`history: ${vector.name}`, () => outcome(vector, () => judge(vector.seen, vector.now)));
}

const blobs = read("blob");
for (const vector of blobs.cases) {
  test(`blob: ${vector.name}`, async () => {
    const parts = blobs.parts.map((/** @type {string} */ part, /** @type {number} */ i) => vector.parts?.[i] ?? part);
    const blob = utf8(vector.blob ?? parts.join("."));
    const where = vector.address ?? blobs.address;
    const found = await outcome(vector, async () => hex(await unseal(blob, where, await wrapping(bytes(vector.key ?? blobs.key)))));
    assert.equal(found, vector.payload);
  });
}

const files = read("file");
for (const vector of files.cases) {
  test(`file: ${vector.name}`, async () => {
    const where = vector.address ?? files.address;
    const open = async () => unsealFile(decoded(vector.blob), where, vector.size ?? files.size, await wrapping(bytes(files.key)));
    assert.equal(await outcome(vector, async () => hex(await sha256(await open()))), vector.payload);
  });
}

const slots = read("slot");
for (const vector of slots.cases) {
  test(`slot: ${vector.name}`, async () => {
    const file = decoded(vector.file ?? slots.shards[vector.shard]);
    const secret = bytes(vector.secret);
    const found = await outcome(vector, async () => {
      const slot = (await findSlot(file, await lookup(secret, slots.manifest), slots.manifest)) ?? refuse("slot-missing");
      const opened = await openSlot(slot, secret, slots.manifest, vector.claimed);
      return Object.fromEntries(Object.entries(opened).map(([role, key]) => [role, hex(key)]));
    });
    assert.deepEqual(found, vector.secrets);
  });
}

test("derived keys, framed lengths and base64", async () => {
  const strict = read("strict");
  for (const { secret, label, context, bytes: length, key } of strict.derived) {
    assert.equal(hex(await derive(bytes(secret), label, context, length)), key);
  }
  for (const [length, framed] of strict.framed) assert.equal(framedLength(length), framed);
  for (const text of strict.base64.good) unb64(text, "x");
  for (const text of strict.base64.bad) assert.throws(() => unb64(text, "x"), Refused, text);
});
