// The signed manifest, and the keyring's slots: the twin of generator/access/manifest.py and slots.py.
import { derive, hex, sha256, unwrap } from "./keys.js";
import { KEY, ROLE, Refused, SITE, array, ascending, b64, fields, integer, parse, refuse, text, unb64, version } from "./strict.js";
import { verifySigned } from "./token.js";

/** @typedef {import("./strict.js").Bytes} Bytes */
/** @typedef {{id: string, index: string, wraps: string[]}} Entry */
/** @typedef {{compartments: Entry[], ep: number, exp: number, keyring: {count: number, root: string}, next: string,
 *   roles: string[], seq: number, site: string}} Manifest */
/** @typedef {{key: string, seq: number, digest: string, next: string}} Seen */

const HASH = /^[0-9a-f]{64}$/;
const CAPACITY = 16;
const LOOKUP = 16;
const WRAPPED = 40;
const compartments = array(
  fields({ id: text(/^[a-z2-7]{20}$/), index: text(HASH), wraps: array(text(/^[\w-]{54}$/), 16) }),
  1024,
);
const shape = fields({
  compartments: (v) => compartments(v) && ascending(v.map((/** @type {Entry} */ e) => e.id)),
  ep: integer,
  exp: integer,
  keyring: fields({ count: (v) => integer(v) && v >= 4 && v <= 65536 && !(v & (v - 1)), root: text(HASH) }),
  next: text(KEY),
  roles: (v) => array(text(ROLE), 16)(v) && ascending(v),
  seq: integer,
  site: text(SITE),
  v: version,
});

/** @param {string} written @param {string} site @param {readonly Bytes[]} keys @returns {Promise<Manifest>} */
export async function verifyManifest(written, site, keys) {
  const code = "manifest-claims";
  const [data] = await verifySigned(written, "szk-manifest+jws", keys, 512 * 1024, "manifest");
  /** @type {Manifest} */
  const found = parse(data, (v) => shape(v) && v.compartments.every((/** @type {Entry} */ e) => e.wraps.length === v.roles.length), code);
  if (found.site !== site) refuse("manifest-site");
  unb64(found.next, code, 32);
  for (const entry of found.compartments) for (const wrap of entry.wraps) unb64(wrap, code, WRAPPED);
  return found;
}

/** Refuse an older manifest, another of the same number, and a key that nobody announced.
 * @param {Seen | null} seen @param {{key: string, seq: number, digest: string}} now */
export function judge(seen, { key, seq, digest }) {
  if (!seen || (key === seen.next && key !== seen.key)) return;
  if (key !== seen.key) refuse("manifest-key-changed");
  if (seq < seen.seq) refuse("manifest-rollback");
  if (seq === seen.seq && digest !== seen.digest) refuse("manifest-fork");
}

/** Secrets of the compartments that the role secrets open, by id.
 * @param {Manifest} manifest @param {Record<string, Bytes>} secrets @returns {Promise<Map<string, Bytes>>} */
export async function openCompartments({ site, ep, roles, compartments }, secrets) {
  const opened = new Map();
  for (const [role, secret] of Object.entries(secrets)) {
    const key = await derive(secret, "role-wrap", [site, ep, role]);
    for (const { id, wraps } of compartments) {
      if (opened.has(id)) continue;
      const wrapped = unb64(wraps[roles.indexOf(role)] ?? "", "manifest-claims");
      const found = await unwrap(key, wrapped, "filler").catch(() => null);
      if (found) opened.set(id, found);
    }
  }
  return opened;
}

/** @param {Bytes | CryptoKey} secret @param {Manifest} manifest */
export const lookup = (secret, { site, ep }) => derive(secret, "lookup", [site, ep], LOOKUP);

/** @param {Bytes} place @param {number} count */
export const shardOf = (place, count) => (((place[0] ?? 0) << 8) | (place[1] ?? 0)) >> (16 - Math.log2(count));

/** The slot at `place` of a shard that belongs under the root; null when the holder has none.
 * @param {Bytes} file @param {Bytes} place @param {Manifest} manifest @returns {Promise<Bytes | null>} */
export async function findSlot(file, place, { keyring: { count, root }, roles }) {
  const length = LOOKUP + WRAPPED * roles.length;
  const size = CAPACITY * length;
  if (file.length !== size + 32 * Math.log2(count)) refuse("shard-form");
  let number = shardOf(place, count);
  let node = await sha256(join([0, number >> 24, number >> 16, number >> 8, number], file.subarray(0, size)));
  for (let at = size; at < file.length; at += 32) {
    const other = file.subarray(at, at + 32);
    node = await sha256(number & 1 ? join([1], other, node) : join([1], node, other));
    number >>= 1;
  }
  if (hex(node) !== root) refuse("shard-digest");
  for (let at = 0; at < size; at += length) {
    if (place.every((byte, i) => file[at + i] === byte)) return file.slice(at, at + length);
  }
  return null;
}

/** @param {readonly (Bytes | number[])[]} parts @returns {Bytes} */
const join = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** This epoch's secrets of the roles that the token claims.
 * @param {Bytes} slot @param {Bytes | CryptoKey} secret @param {Manifest} manifest @param {readonly string[]} claimed
 * @returns {Promise<Record<string, Bytes>>} */
export async function openSlot(slot, secret, { site, ep, roles }, claimed) {
  /** @type {Record<string, Bytes>} */
  const found = {};
  for (const role of claimed) {
    const at = LOOKUP + WRAPPED * roles.indexOf(role);
    if (at < LOOKUP) refuse("slot-roles");
    const kek = await derive(secret, "kek", [site, ep, role]);
    found[role] = await unwrap(kek, slot.slice(at, at + WRAPPED), "slot-roles");
  }
  return found;
}

/** What to remember of a manifest that was accepted.
 * @param {Manifest} manifest @param {Bytes} key @param {string} digest @returns {Seen} */
export const seenNow = ({ seq, next }, key, digest) => ({ key: b64(key), seq, digest, next });

export { Refused };
