// From a token's secret to opened pages: fetched, verified, decrypted. Nothing is used before all of it holds.
import { blobKey, unseal } from "./envelope.js";
import { hex, sha256, supported } from "./keys.js";
import { judge, openCompartments, seenNow, verifyManifest } from "./manifest.js";
import { refuse } from "./strict.js";
import { readPublic } from "./signed.js";

/** @typedef {import("./strict.js").Bytes} Bytes */
/** @typedef {import("../main.js").Context} Context */
/** @typedef {{manifest: import("./manifest.js").Manifest, keys: import("./signed.js").PublicKeys, stale: boolean}} Site */
/** @typedef {{pid: string, blob: string, title: string, place: [string, string] | null, headings: [number, string, string][], listed: boolean, tags: string[]}} Page */
/** @typedef {{pid: string, blob: string, name: string, size: number, type: string}} File */
/** @typedef {{id: string, pages: Page[], files: File[], data: {pid: string, blob: string, name: string}[], roles: [string, string][]}} Index */
/** @typedef {{pages: Page[], roles: Map<string, string>, html: (page: Page) => Promise<string>, file: (pid: string) => Promise<[File, Bytes]>,
 *   searches: [string, (name: string) => Promise<Bytes>][]}} Vault */

/** @typedef {(Promise<Response | null>)[]} Ahead */

/** A file of the sealed folder; a cache that has none gets one more chance before the host is accused.
 * @param {Context} context @param {string} path @param {string} code @param {RequestCache} cache
 * @param {Promise<Response | null>} [ahead] where it was asked for before @returns {Promise<Bytes>} */
export async function fetched(context, path, code, cache, ahead) {
  const answer = (await (ahead ?? fetch(`${context.base}sealed/${path}`, { cache }).catch(() => null))) ?? refuse("offline");
  if (answer.ok) return new Uint8Array(await answer.arrayBuffer());
  return cache === "no-store" ? refuse(code) : fetched(context, path, code, "no-store");
}

/** All at the same time; of those that fail, the first in this order is told, whichever came back sooner.
 * @template {readonly Promise<unknown>[]} P @param {P} parts */
async function together(...parts) {
  await Promise.allSettled(parts);
  return Promise.all(parts);
}

/** A file by its digest. Any copy with this digest is the right one, however old; one that is wrong gets one more chance
 * before anybody is accused.
 * @param {Context} context @param {string} digest */
async function blob(context, digest) {
  for (const cache of /** @type {const} */ (["force-cache", "no-store"])) {
    const data = await fetched(context, `${digest}.bin`, "blob-missing", cache);
    if (hex(await sha256(data)) === digest) return data;
  }
  return refuse("blob-digest");
}

export const seenKey = (/** @type {Context} */ { base }) => `access:seen:${new URL(base).pathname}`;

/** Whether this browser, at this address, can verify and decrypt at all. */
export async function capable() {
  if (!isSecureContext) refuse("insecure");
  if (!crypto.subtle) refuse("no-crypto");
  if (!(await supported())) refuse("no-ed25519");
}

/** The verified manifest, not older than the last one seen here.
 * @param {Context} context @param {Ahead} [ahead] @param {RequestCache} [cache] @returns {Promise<Site>} */
export async function trusted(context, [keysFile, manifestFile] = [], cache = "no-cache") {
  const [, said, written] = await together(
    capable(),
    fetched(context, "keys.json", "keys-missing", cache, keysFile),
    fetched(context, "manifest.jws", "manifest-missing", cache, manifestFile),
  );
  try {
    const keys = readPublic(said);
    const manifest = await verifyManifest(new TextDecoder("latin1").decode(written), keys.site, [keys.manifest]);
    // A demonstration leaves nothing to compare with, but it is no way round what a real site left.
    const seen = /** @type {import("./manifest.js").Seen | null} */ (context.storage.get(seenKey(context)));
    const now = seenNow(manifest, keys.manifest, hex(await sha256(written)));
    judge(seen, now);
    if (!keys.site.startsWith("demo-")) context.storage.set(seenKey(context), now);
    return { manifest, keys, stale: manifest.exp * 1000 < Date.now() };
  } catch (error) {
    if (cache === "no-store") throw error;
    return trusted(context, [], "no-store");
  }
}

/** All that the role secrets open.
 * @param {Context} context @param {Site} site @param {Record<string, Bytes>} secrets @returns {Promise<Vault>} */
export async function unlocked(context, { manifest }, secrets) {
  const { site, ep } = manifest;
  const rooms = await Promise.all(
    [...(await openCompartments(manifest, secrets))].map(async ([kid, secret]) => {
      const key = await blobKey(secret, { typ: "", site, ep, kid, pid: "" });
      const address = (/** @type {string} */ typ, /** @type {string} */ pid) => ({ typ, site, ep, kid, pid });
      const open = async (/** @type {string} */ typ, /** @type {string} */ pid, /** @type {string} */ digest) =>
        unseal(await blob(context, digest), address(typ, pid), key);
      const digest = manifest.compartments.find(({ id }) => id === kid)?.index ?? "";
      /** @type {Index} */
      const index = JSON.parse(text(await open("szk-index+jwe", kid, digest)));
      const file = async (/** @type {File} */ f) => {
        const [{ unsealFile }, data] = await Promise.all([import("./attachment.js"), blob(context, f.blob)]);
        return unsealFile(data, address("szk-file", f.pid), f.size, key);
      };
      return { kid, index, open, file };
    }),
  );
  const owner = (/** @type {(index: Index) => boolean} */ has) => rooms.find(({ index }) => has(index)) ?? refuse("page-missing");
  return {
    pages: rooms.flatMap(({ index }) => index.pages),
    roles: new Map(rooms.flatMap(({ index }) => index.roles)),
    html: async (page) => text(await owner(({ pages }) => pages.includes(page)).open("szk-page+jwe", page.pid, page.blob)),
    file: async (pid) => {
      const room = owner(({ files }) => files.some((f) => f.pid === pid));
      const found = /** @type {File} */ (room.index.files.find((f) => f.pid === pid));
      return [found, await room.file(found)];
    },
    searches: rooms
      .filter(({ index }) => index.data.length)
      .map(({ kid, index, open }) => [
        kid,
        async (name) => {
          const entry = index.data.find((d) => d.name === name) ?? refuse("page-missing");
          return open("szk-data+jwe", entry.pid, entry.blob);
        },
      ]),
  };
}

const text = (/** @type {Bytes} */ data) => new TextDecoder().decode(data);
