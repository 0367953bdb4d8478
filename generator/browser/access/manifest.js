// The signed manifest: the twin of generator/access/manifest.py.
import { derive, unwrap, wrapping } from "./keys.js";
import { KEY, ROLE, SITE, array, ascending, b64, fields, integer, parse, refuse, text, unb64, version } from "./strict.js";
import { verifySigned } from "./signed.js";

/** @typedef {import("./strict.js").Bytes} Bytes */
/** @typedef {{id: string, index: string, wraps: string[]}} Entry */
/** @typedef {{compartments: Entry[], ep: number, exp: number, keyring: {count: number, root: string}, next: string,
 *   roles: string[], seq: number, site: string}} Manifest */
/** @typedef {{key: string, seq: number, digest: string, next: string}} Seen */

const HASH = /^[0-9a-f]{64}$/;
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
  /** @type {(Bytes | null)[][]} */
  const found = await Promise.all(
    Object.entries(secrets).map(async ([role, secret]) => {
      const key = await wrapping(await derive(secret, "role-wrap", [site, ep, role]));
      const of = (/** @type {Entry} */ { wraps }) => unb64(wraps[roles.indexOf(role)] ?? "", "manifest-claims");
      return Promise.all(compartments.map((entry) => unwrap(key, of(entry), "filler").catch(() => null)));
    }),
  );
  const opened = new Map();
  compartments.forEach(({ id }, at) => {
    const secret = found.map((of) => of[at]).find(Boolean);
    if (secret) opened.set(id, secret);
  });
  return opened;
}

/** What to remember of a manifest that was accepted.
 * @param {Manifest} manifest @param {Bytes} key @param {string} digest @returns {Seen} */
export const seenNow = ({ seq, next }, key, digest) => ({ key: b64(key), seq, digest, next });
