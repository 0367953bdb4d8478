// Sealed files, fetched when one is asked for: the twin of generator/access/attachment.py.
import { ascii, header, unframe } from "./envelope.js";
import { contentKey, decrypt } from "./keys.js";
import { refuse, unb64, utf8 } from "./strict.js";

/** @typedef {import("./strict.js").Bytes} Bytes */

const CHUNK = 1 << 20;

/** The file of which the index says that its frame has `size` bytes.
 * @param {Bytes} blob @param {import("./envelope.js").Address} address @param {number} size @param {CryptoKey} key @returns {Promise<Bytes>} */
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
  const cek = await contentKey(key, unb64(wrapped, "blob-form", 40));
  const plain = new Uint8Array(size);
  for (let i = 0; i < count; i++) {
    new DataView(nonce.buffer).setUint32(7, i);
    nonce[11] = i === count - 1 ? 1 : 0;
    const at = i * (CHUNK + 16);
    plain.set(await decrypt(cek, nonce, body.slice(at, at + CHUNK + 16), utf8(head)), i * CHUNK);
  }
  return unframe(plain);
}
