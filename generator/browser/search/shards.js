/** An index as files: which file holds a key, and its content once opened and checked. */

/** @import { Read, Shards } from "./types.js" */

/** @param {Uint8Array} bytes */
async function unpack(bytes) {
  // A server may have opened the gzip already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @type {(read: Read, missing: (name: string) => void) => Shards} */
export function openShards(read, missing) {
  /** @type {Map<string, Promise<any>>} */
  const opened = new Map();

  /** @type {Shards["open"]} */
  function open(name, title, decode) {
    const made =
      opened.get(name) ??
      read(name)
        .then(unpack)
        .then((bytes) => {
          const end = bytes.indexOf(10);
          if (text(bytes.subarray(0, end)) !== `szkola-search 1 ${title}`) throw new Error(name);
          return decode(bytes.subarray(end + 1));
        })
        .catch(() => {
          opened.delete(name); // The next query may have better luck.
          missing(name);
          return null;
        });
    opened.set(name, made);
    return made;
  }

  /** @type {Shards["manifest"]} */
  const manifest = () => open("index.bin", "index ", json);

  /** @type {Shards["range"]} */
  async function range(kind, from, to, decode, most = 9) {
    const list = (await manifest())?.[kind] ?? [];
    const found = [];
    for (let i = 0; i < list.length && found.length < most; i += 2) {
      const low = list[i] ?? "";
      if (low > to || (list[i + 2] ?? "\uffff") <= from) continue;
      const safe = low.replace(/[^a-z0-9]/g, (c) => `_${c.charCodeAt(0).toString(16)}_`);
      found.push(open(`${kind}${safe}-${list[i + 1]}.bin`, `${kind} ${low}`, decode));
    }
    return (await Promise.all(found)).filter((shard) => shard !== null);
  }
  return { open, manifest, range };
}

const decoder = new TextDecoder();

/** @param {Uint8Array} bytes */
export const text = (bytes) => decoder.decode(bytes);

/** @param {Uint8Array} bytes */
export const json = (bytes) => JSON.parse(text(bytes));
