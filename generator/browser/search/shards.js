/** An index as files: which file holds a key, and its content once opened and checked. */

const FORMAT = "szkola-search 1";

/**
 * @typedef {(name: string) => Promise<Uint8Array>} Read  The bytes of one file of an index.
 * @typedef {{sections: number, ids: number, block: number, l: string[], r: string[], p: string[], d: string, f: string}} Manifest
 * @typedef {ReturnType<typeof openShards>} Shards
 */

/** @param {Uint8Array} bytes */
async function unpack(bytes) {
  // A server may have opened the gzip already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([/** @type {BlobPart} */ (bytes)]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** @param {string} low */
const safe = (low) => low.replace(/[^a-z0-9]/g, (c) => `_${c.charCodeAt(0).toString(16)}_`);

/**
 * @param {Read} read
 * @param {(name: string) => void} missing  told of each file that is absent, cut short or not of this index
 */
export function openShards(read, missing) {
  /** @type {Map<string, Promise<any>>} */
  const opened = new Map();

  /**
   * @template T
   * @param {string} name
   * @param {string} title  what the first line must say
   * @param {(content: Uint8Array) => T} decode
   * @returns {Promise<T | null>}
   */
  function open(name, title, decode) {
    const known = opened.get(name);
    if (known) return known;
    const made = read(name)
      .then(unpack)
      .then((bytes) => {
        const end = bytes.indexOf(10);
        if (text(bytes.subarray(0, end)) !== `${FORMAT} ${title}`) throw new Error(name);
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

  /** @returns {Promise<Manifest | null>} */
  const manifest = () => open("index.bin", "index ", json);

  /**
   * Every shard of a kind that may hold keys between two, at most so many.
   * @template T
   * @param {"l" | "r" | "p"} kind
   * @param {string} from
   * @param {string} to
   * @param {(content: Uint8Array) => T} decode
   * @param {number} [most]
   * @returns {Promise<T[]>}
   */
  async function range(kind, from, to, decode, most = 9) {
    const list = (await manifest())?.[kind] ?? [];
    const found = [];
    for (let i = 0; i < list.length && found.length < most; i += 2) {
      const low = list[i] ?? "";
      if (low <= to && (list[i + 2] ?? "\uffff") > from) found.push(open(`${kind}${safe(low)}-${list[i + 1]}.bin`, `${kind} ${low}`, decode));
    }
    return /** @type {T[]} */ ((await Promise.all(found)).filter((shard) => shard !== null));
  }
  return { open, manifest, range };
}

const decoder = new TextDecoder();

/** @param {Uint8Array} bytes */
export const text = (bytes) => decoder.decode(bytes);

/** @param {Uint8Array} bytes */
export const json = (bytes) => JSON.parse(text(bytes));

/**
 * The text that a base-36 digit and a rest make out of the text before it.
 * @param {string} before
 * @param {string} coded
 */
export const unfront = (before, coded) => before.slice(0, parseInt(coded.charAt(0), 36)) + coded.slice(1);
