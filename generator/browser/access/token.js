// Tokens: the twin of generator/access/token.py.
import { unwrap, wrapping } from "./keys.js";
import { split, verifySigned } from "./signed.js";
import { ROLE, Refused, SITE, array, ascending, fields, integer, parse, refuse, text, unb64, utf8 } from "./strict.js";

/** @typedef {import("./strict.js").Bytes} Bytes */
/** @typedef {{aud: string, exp: number, hk: string, iat: number, jti: string, roles: string[], sub: string}} Claims */

const DAY = 86400;

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
  const key = await wrapping(await stretched(passphrase, unb64(salt, "token-claims", 16)));
  return unwrap(key, unb64(wrapped, "token-claims", 40), "passphrase-wrong");
}

/** @param {string} passphrase @param {Bytes} salt @returns {Promise<Bytes>} */
async function stretched(passphrase, salt) {
  const key = await crypto.subtle.importKey("raw", utf8(normal(passphrase)), "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: 600000 }, key, 256),
  );
}

/** One form of what a person may type. @param {string} typed */
const normal = (typed) => typed.normalize("NFKC").toLowerCase().replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");
