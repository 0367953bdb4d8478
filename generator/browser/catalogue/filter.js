/**
 * Facets over columns of numbers: OR between the values of a facet, AND between facets.
 * A facet's own counts ignore its own choice, so that a second value can be added. No document here.
 */

/** @typedef {{offsets: Uint32Array, values: Uint32Array, size: number}} Column */
/** @typedef {{matches: Uint32Array, counts: Uint32Array[]}} Result */

/**
 * A column as the catalogue publishes it: for each record the number of its value, or several.
 * @param {readonly (number | readonly number[])[]} cells
 * @param {number} size how many values the facet has
 * @returns {Column}
 */
export function column(cells, size) {
  let total = 0;
  for (const cell of cells) total += typeof cell === "number" ? 1 : cell.length;
  const offsets = new Uint32Array(cells.length + 1);
  const values = new Uint32Array(total);
  let at = 0;
  cells.forEach((cell, index) => {
    for (const value of typeof cell === "number" ? [cell] : cell) values[at++] = value;
    offsets[index + 1] = at;
  });
  return { offsets, values, size };
}

/**
 * @param {number} count how many records there are
 * @param {readonly Column[]} columns
 * @param {readonly (ReadonlySet<number>)[]} chosen value numbers by column; empty means any
 * @param {Uint8Array | null} [words] 1 for each record that the text matches; null means any
 * @returns {Result}
 */
export function apply(count, columns, chosen, words = null) {
  const counts = columns.map((c) => new Uint32Array(c.size));
  const masks = columns.map((c, i) => mask(c.size, chosen[i] ?? new Set()));
  const active = columns.flatMap((_, i) => (masks[i] ? [i] : []));
  const found = new Uint32Array(count);
  let matched = 0;
  for (let record = 0; record < count; record++) {
    if (words && !words[record]) continue;
    let failed = -1;
    let failures = 0;
    for (const facet of active) {
      if (!fits(/** @type {Column} */ (columns[facet]), /** @type {Uint8Array} */ (masks[facet]), record)) {
        failed = facet;
        if (++failures > 1) break;
      }
    }
    if (failures > 1) continue;
    if (failures === 0) found[matched++] = record;
    // What fails only in one facet still counts there: choosing its value would bring it in.
    for (let facet = failures ? failed : 0; facet < (failures ? failed + 1 : columns.length); facet++) {
      const { offsets, values } = /** @type {Column} */ (columns[facet]);
      const into = /** @type {Uint32Array} */ (counts[facet]);
      for (let i = /** @type {number} */ (offsets[record]); i < /** @type {number} */ (offsets[record + 1]); i++) {
        const value = /** @type {number} */ (values[i]);
        into[value] = /** @type {number} */ (into[value]) + 1;
      }
    }
  }
  return { matches: found.slice(0, matched), counts };
}

/**
 * @param {number} size
 * @param {ReadonlySet<number>} chosen
 */
function mask(size, chosen) {
  if (!chosen.size) return null;
  const bits = new Uint8Array(size);
  for (const value of chosen) bits[value] = 1;
  return bits;
}

/**
 * @param {Column} column
 * @param {Uint8Array} bits
 * @param {number} record
 */
function fits({ offsets, values }, bits, record) {
  for (let i = /** @type {number} */ (offsets[record]); i < /** @type {number} */ (offsets[record + 1]); i++) {
    if (bits[/** @type {number} */ (values[i])]) return true;
  }
  return false;
}

/**
 * The matches in another order.
 * @param {Uint32Array} matches in order of title
 * @param {readonly number[] | null} order all records in the wanted order; null keeps theirs
 * @param {number} count
 * @returns {Uint32Array}
 */
export function sorted(matches, order, count) {
  if (!order) return matches;
  const inside = new Uint8Array(count);
  for (const record of matches) inside[record] = 1;
  return Uint32Array.from(order.filter((record) => inside[record]));
}

const STROKED = /** @type {Record<string, string>} */ ({ ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe" });

/**
 * Lower case without diacritics, as the index was folded.
 * @param {string} text
 */
export function fold(text) {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[łøđßæœ]/g, (letter) => STROKED[letter] ?? letter);
}

/**
 * Which records hold every word of the query, each as the beginning of a word.
 * @param {readonly string[]} texts folded, one a record
 * @param {string} query
 * @returns {Uint8Array | null}
 */
export function containing(texts, query) {
  const words = fold(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (!words.length) return null;
  const found = new Uint8Array(texts.length);
  texts.forEach((text, index) => {
    const spaced = ` ${text.replace(/[^\p{L}\p{N}]+/gu, " ")}`;
    found[index] = words.every((word) => spaced.includes(` ${word}`)) ? 1 : 0;
  });
  return found;
}
