// Sealed pages: the twin of generator/access/envelope.py and frame.py.
import { contentKey, decrypt, derive, wrapping } from "./keys.js";
import { b64, canonical, refuse, unb64, utf8 } from "./strict.js";

/** @typedef {import("./strict.js").Bytes} Bytes */
/** @typedef {{typ: string, site: string, ep: number, kid: string, pid: string}} Address */

const LARGEST = 64 << 20;

/** @param {number} length */
export function framedLength(length) {
  const whole = 9 + length;
  const exponent = 31 - Math.clz32(whole);
  const mask = (1 << (exponent - (32 - Math.clz32(exponent)))) - 1;
  return Math.max(4096, (whole + mask) & ~mask);
}

/** @param {Bytes} data @returns {Bytes} */
export function unframe(data) {
  if (data.length < 4096 || data[0]) refuse("blob-frame");
  const view = new DataView(data.buffer, data.byteOffset);
  const length = view.getUint32(5);
  if (view.getUint32(1) || length > LARGEST || data.length !== framedLength(length)) refuse("blob-frame");
  if (data.subarray(9 + length).some(Boolean)) refuse("blob-frame");
  return data.subarray(9, 9 + length);
}

/** @param {Address} address @param {object} [more] */
export const header = (address, more) => b64(utf8(canonical({ alg: "A256KW", enc: "A256GCM", ...address, ...more })));

/** What unwraps the keys of a compartment's blobs. @param {Bytes} secret @param {Address} address */
export const blobKey = async (secret, { site, ep, kid }) => wrapping(await derive(secret, "blob", [site, ep, kid]));

/** @param {Bytes} blob @param {Address} address @param {CryptoKey} key @returns {Promise<Bytes>} */
export async function unseal(blob, address, key) {
  const parts = ascii(blob).split(".");
  if (parts.length !== 5) refuse("blob-form");
  const [head = "", wrapped = "", iv = "", text = "", tag = ""] = parts;
  if (head !== header(address)) refuse("blob-header");
  const [cek, nonce, mark] = [unb64(wrapped, "blob-form", 40), unb64(iv, "blob-form", 12), unb64(tag, "blob-form", 16)];
  const body = unb64(text, "blob-form");
  const sealed = new Uint8Array(body.length + 16);
  sealed.set(body);
  sealed.set(mark, body.length);
  return unframe(await decrypt(await contentKey(key, cek), nonce, sealed, utf8(head)));
}

/** @param {Bytes} data */
export function ascii(data) {
  const text = new TextDecoder("latin1").decode(data);
  return /^[\w.-]*$/.test(text) ? text : refuse("blob-form");
}
