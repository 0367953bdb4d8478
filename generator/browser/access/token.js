// Tokens and signed statements: the twin of generator/access/signed.py and token.py.
import { hex, sha256, stretched, unwrap, verified } from "./keys.js";
import { KEY, ROLE, Refused, SITE, array, ascending, b64, canonical, fields, integer, parse, refuse, text, unb64, utf8 } from "./strict.js";

/** @typedef {import("./strict.js").Bytes} Bytes */
/** @typedef {{aud: string, exp: number, hk: string, iat: number, jti: string, roles: string[], sub: string}} Claims */

const DAY = 86400;

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
function split(written, most, code) {
  if (written.length > most || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(written)) refuse(`${code}-form`);
  return /** @type {[string, string, string]} */ (written.split("."));
}

const roles = array(text(ROLE), 16);
const shape = fields({
  aud: text(SITE),
  exp: integer,
  hk: text(/^([\w-]{43}|p1\.[\w-]{22}\.[\w-]{54})$/),
  iat: integer,
  jti: text(/^[a-z2-7]{16}$/),
  roles: (v) => roles(v) && v.length > 0 && ascending(v),
  sub: text(/^[a-z0-9][a-z0-9-]{0,39}$/),
});

/** @type {import("./strict.js").Shape} */
const lawful = (v) =>
  shape(v) && v.exp > v.iat && v.exp - v.iat <= 400 * DAY &&
  v.hk.replace(/^p1\./, "").split(".").every((/** @type {string} */ part) => unb64(part, ""));

/** @param {string} written @param {string} site @param {readonly Bytes[]} keys @param {number} now seconds
 * @returns {Promise<Claims>} */
export async function verifyToken(written, site, keys, now) {
  /** @type {Claims} */
  let claims;
  try {
    claims = parse((await verifySigned(written, "szk-access+jwt", keys, 2048, "token"))[0], lawful, "token-claims");
  } catch (error) {
    if (error instanceof Refused && error.code === "token-key" && foreign(written, site)) refuse("token-site");
    throw error;
  }
  if (claims.aud !== site) refuse("token-site");
  if (claims.exp + 2 * DAY < now) refuse("token-expired");
  return claims;
}

/** Whether an unsigned look says that this is another site's token. @param {string} written @param {string} site */
function foreign(written, site) {
  try {
    return parse(unb64(split(written, 2048, "token")[1], "token-form"), lawful, "token-claims").aud !== site;
  } catch {
    return false;
  }
}

/** @param {Claims} claims @param {string} [passphrase] @returns {Promise<Bytes>} */
export async function holderSecret(claims, passphrase) {
  const [head, salt, wrapped] = claims.hk.split(".");
  if (!salt || !wrapped) return unb64(head ?? "", "token-claims", 32);
  if (!passphrase) return refuse("passphrase-needed");
  const key = await stretched(passphrase, unb64(salt, "token-claims", 16));
  return unwrap(key, unb64(wrapped, "token-claims", 40), "passphrase-wrong");
}

const publicKeys = fields({
  manifest: text(KEY),
  site: text(SITE),
  tokens: (v) => array(text(KEY), 8)(v) && ascending(v),
  v: (v) => v === 1,
});

/** @typedef {{site: string, manifest: Bytes, tokens: Bytes[]}} PublicKeys */
/** @param {Bytes} data @returns {PublicKeys} */
export function readPublic(data) {
  const { manifest, site, tokens } = parse(data, publicKeys, "keys-file");
  const key = (/** @type {string} */ written) => unb64(written, "keys-file", 32);
  return { site, manifest: key(manifest), tokens: tokens.map(key) };
}
