// Signed statements, and the keys that may sign them: the twin of generator/access/signed.py.
import { hex, sha256, verified } from "./keys.js";
import { KEY, SITE, array, ascending, b64, canonical, fields, parse, refuse, text, unb64, utf8, version } from "./strict.js";

/** @typedef {import("./strict.js").Bytes} Bytes */

/** Payload and key of a compact JWS that one of the pinned keys made; the header is compared, never interpreted.
 * @param {string} written @param {string} typ @param {readonly Bytes[]} keys @param {number} most @param {string} code
 * @returns {Promise<[Bytes, Bytes]>} */
export async function verifySigned(written, typ, keys, most, code) {
  const [header, payload, signature] = split(written, most, code);
  for (const key of keys) {
    const kid = hex(await sha256(key)).slice(0, 16);
    if (header !== b64(utf8(canonical({ alg: "Ed25519", kid, typ })))) continue;
    const raw = unb64(signature, `${code}-form`, 64);
    const data = unb64(payload, `${code}-form`);
    if (!(await verified(key, raw, utf8(`${header}.${payload}`)))) refuse(`${code}-signature`);
    return [data, key];
  }
  return refuse(`${code}-key`);
}

/** @param {string} written @param {number} most @param {string} code @returns {[string, string, string]} */
export function split(written, most, code) {
  if (written.length > most || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(written)) refuse(`${code}-form`);
  return /** @type {[string, string, string]} */ (written.split("."));
}

const publicKeys = fields({
  manifest: text(KEY),
  site: text(SITE),
  tokens: (v) => array(text(KEY), 8)(v) && ascending(v),
  v: version,
});

/** @typedef {{site: string, manifest: Bytes, tokens: Bytes[]}} PublicKeys */
/** @param {Bytes} data @returns {PublicKeys} */
export function readPublic(data) {
  const { manifest, site, tokens } = parse(data, publicKeys, "keys-file");
  const key = (/** @type {string} */ written) => unb64(written, "keys-file", 32);
  return { site, manifest: key(manifest), tokens: tokens.map(key) };
}
