// The keyring, asked once when a token is used: the twin of generator/access/slots.py.
import { derive, hex, sha256, unwrap, wrapping } from "./keys.js";
import { refuse } from "./strict.js";
import { fetched } from "./vault.js";

/** @typedef {import("./strict.js").Bytes} Bytes */
/** @typedef {import("./manifest.js").Manifest} Manifest */
/** @typedef {import("./vault.js").Context} Context */
/** @typedef {import("./vault.js").Site} Site */

const CAPACITY = 16;
const LOOKUP = 16;
const WRAPPED = 40;

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
    const kek = await wrapping(await derive(secret, "kek", [site, ep, role]));
    found[role] = await unwrap(kek, slot.slice(at, at + WRAPPED), "slot-roles");
  }
  return found;
}

/** This epoch's role secrets of a holder.
 * @param {Context} context @param {Site} site @param {Bytes | CryptoKey} secret @param {readonly string[]} roles */
export async function granted(context, { manifest }, secret, roles) {
  const { count, root } = manifest.keyring;
  const place = await lookup(secret, manifest);
  const path = `${root.slice(0, 20)}-${shardOf(place, count)}.bin`;
  const shard = await fetched(context, path, "shard-missing", "no-cache");
  const slot = (await findSlot(shard, place, manifest)) ?? refuse("slot-missing");
  return openSlot(slot, secret, manifest, roles);
}
