// Sealed pages and files: the twin of generator/access/envelope.py, attachment.py and frame.py.
import { decrypt, derive, unwrap } from "./keys.js";
import { b64, canonical, refuse, unb64, utf8 } from "./strict.js";

/** @typedef {import("./strict.js").Bytes} Bytes */
/** @typedef {{typ: string, site: string, ep: number, kid: string, pid: string}} Address */

const CHUNK = 1 << 20;
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
const header = (address, more) => b64(utf8(canonical({ alg: "A256KW", enc: "A256GCM", ...address, ...more })));

/** @param {Bytes} secret @param {Address} address */
export const blobKey = (secret, { site, ep, kid }) => derive(secret, "blob", [site, ep, kid]);

/** @param {Bytes} blob @param {Address} address @param {Bytes} key @returns {Promise<Bytes>} */
export async function unseal(blob, address, key) {
  const parts = ascii(blob).split(".");
  if (parts.length !== 5) refuse("blob-form");
  const [head = "", wrapped = "", iv = "", text = "", tag = ""] = parts;
  if (head !== header(address)) refuse("blob-header");
  const [key2, nonce, mark] = [unb64(wrapped, "blob-form", 40), unb64(iv, "blob-form", 12), unb64(tag, "blob-form", 16)];
  const body = unb64(text, "blob-form");
  const sealed = new Uint8Array(body.length + 16);
  sealed.set(body);
  sealed.set(mark, body.length);
  return unframe(await decrypt(await unwrap(key, key2, "blob-key"), nonce, sealed, utf8(head)));
}

/** The file of which the index says that its frame has `size` bytes.
 * @param {Bytes} blob @param {Address} address @param {number} size @param {Bytes} key @returns {Promise<Bytes>} */
export async function unsealFile(blob, address, size, key) {
  const count = Math.ceil(size / CHUNK);
  const end = blob.indexOf(10);
  const body = blob.subarray(end + 1);
  const parts = ascii(blob.subarray(0, Math.max(end, 0))).split(".");
  if (end < 0 || parts.length !== 3 || body.length !== size + 16 * count) refuse("blob-form");
  const [head = "", wrapped = "", prefix = ""] = parts;
  if (head !== header(address, { chunks: count, size })) refuse("blob-header");
  const nonce = new Uint8Array(12);
  nonce.set(unb64(prefix, "blob-form", 7));
  const cek = await unwrap(key, unb64(wrapped, "blob-form", 40), "blob-key");
  const plain = new Uint8Array(size);
  for (let i = 0; i < count; i++) {
    new DataView(nonce.buffer).setUint32(7, i);
    nonce[11] = i === count - 1 ? 1 : 0;
    const at = i * (CHUNK + 16);
    plain.set(await decrypt(cek, nonce, body.slice(at, at + CHUNK + 16), utf8(head)), i * CHUNK);
  }
  return unframe(plain);
}

/** @param {Bytes} data */
function ascii(data) {
  const text = new TextDecoder("latin1").decode(data);
  return /^[\w.-]*$/.test(text) ? text : refuse("blob-form");
}
