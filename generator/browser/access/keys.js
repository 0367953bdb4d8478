// Labelled keys, wraps and digests: the twin of generator/access/derive.py.
import { Refused, refuse, utf8 } from "./strict.js";

/** @typedef {import("./strict.js").Bytes} Bytes */

const { subtle } = crypto;
const NONE = new Uint8Array(0);

/** @param {Bytes} secret */
export const secretKey = (secret) => subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);

/** A subkey under a label; the secret may be a key that cannot be read.
 * @param {Bytes | CryptoKey} secret @param {string} label @param {(string | number)[]} context @param {number} [bytes]
 * @returns {Promise<Bytes>} */
export async function derive(secret, label, context, bytes = 32) {
  const info = utf8(["szk1", label, ...context].join("|"));
  const key = secret instanceof Uint8Array ? await secretKey(secret) : secret;
  return new Uint8Array(await subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt: NONE, info }, key, bytes * 8));
}

/** A key that other keys are wrapped with (RFC 3394). @param {Bytes} bytes */
export const wrapping = (bytes) => subtle.importKey("raw", bytes, "AES-KW", false, ["unwrapKey"]);

/** A wrapped secret, from which others are derived.
 * @param {CryptoKey} key @param {Bytes} wrapped @param {string} code @returns {Promise<Bytes>} */
export async function unwrap(key, wrapped, code) {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  try {
    const inner = await subtle.unwrapKey("raw", wrapped, key, "AES-KW", hmac, true, ["sign"]);
    return new Uint8Array(await subtle.exportKey("raw", inner));
  } catch {
    throw new Refused(code);
  }
}

/** A wrapped key of one blob, which no script can read. @param {CryptoKey} key @param {Bytes} wrapped */
export const contentKey = (key, wrapped) =>
  subtle.unwrapKey("raw", wrapped, key, "AES-KW", "AES-GCM", false, ["decrypt"]).catch(() => refuse("blob-key"));

/** @param {Bytes} data */
export const sha256 = async (data) => new Uint8Array(await subtle.digest("SHA-256", data));

/** @param {Bytes} data */
export const hex = (data) => Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {CryptoKey} key @param {Bytes} iv @param {Bytes} sealed @param {Bytes} header @returns {Promise<Bytes>} */
export async function decrypt(key, iv, sealed, header) {
  try {
    return new Uint8Array(await subtle.decrypt({ name: "AES-GCM", iv, additionalData: header }, key, sealed));
  } catch {
    return refuse("blob-tag");
  }
}

/** Whether this browser verifies Ed25519; without it nothing is trusted. */
export const supported = () =>
  subtle.importKey("raw", new Uint8Array(32), "Ed25519", false, ["verify"]).then(() => true, () => false);

/** @param {Bytes} key @param {Bytes} signature @param {Bytes} message */
export const verified = async (key, signature, message) =>
  subtle.verify("Ed25519", await subtle.importKey("raw", key, "Ed25519", false, ["verify"]), signature, message);
