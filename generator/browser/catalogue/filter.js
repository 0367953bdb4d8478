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
 * Each record gets a bit for every facet in which it fits; what lacks only one facet's bit still counts there,
 * because choosing its value would bring it in. Small loops over typed arrays, which engines soon compile.
 * @param {number} count how many records there are
 * @param {readonly Column[]} columns
 * @param {readonly (ReadonlySet<number>)[]} chosen value numbers by column; empty means any
 * @param {Uint8Array | null} [words] 1 for each record that the text matches; null means any
 * @returns {Result}
 */
export function apply(count, columns, chosen, words = null) {
  const passed = new Uint16Array(count);
  let all = 0;
  const bits = columns.map((column, facet) => {
    const wanted = chosen[facet];
    if (!wanted?.size) return 0;
    const bit = all + 1;
    mark(passed, column, mask(column.size, wanted), bit);
    all += bit;
    return bit;
  });
  if (words) {
    for (let record = 0; record < count; record++) if (words[record]) passed[record] = /** @type {number} */ (passed[record]) | (all + 1);
    all += all + 1;
  }
  const matches = those(passed, all);
  const counts = columns.map((column, facet) => tally(column, bits[facet] ? those(passed, all, bits[facet]) : matches));
  return { matches, counts };
}

/**
 * @param {number} size
 * @param {ReadonlySet<number>} chosen
 */
function mask(size, chosen) {
  const bits = new Uint8Array(size);
  for (const value of chosen) bits[value] = 1;
  return bits;
}

/**
 * Sets `bit` for every record with a wanted value.
 * @param {Uint16Array} passed
 * @param {Column} column
 * @param {Uint8Array} wanted
 * @param {number} bit
 */
function mark(passed, { offsets, values }, wanted, bit) {
  for (let record = 0, at = 0; record < passed.length; record++) {
    for (const end = /** @type {number} */ (offsets[record + 1]); at < end; at++) {
      if (wanted[/** @type {number} */ (values[at])]) passed[record] = /** @type {number} */ (passed[record]) | bit;
    }
  }
}

/**
 * The records with all bits, whatever those in `but` are.
 * @param {Uint16Array} passed
 * @param {number} all
 * @param {number} [but]
 */
function those(passed, all, but = 0) {
  const found = new Uint32Array(passed.length);
  let at = 0;
  for (let record = 0; record < passed.length; record++) {
    if ((/** @type {number} */ (passed[record]) | but) === all) found[at++] = record;
  }
  return found.subarray(0, at);
}

/**
 * How many of these records have each value.
 * @param {Column} column
 * @param {Uint32Array} records
 */
function tally({ offsets, values, size }, records) {
  const counts = new Uint32Array(size);
  for (let i = 0; i < records.length; i++) {
    const record = /** @type {number} */ (records[i]);
    const end = /** @type {number} */ (offsets[record + 1]);
    for (let at = /** @type {number} */ (offsets[record]); at < end; at++) {
      const value = /** @type {number} */ (values[at]);
      counts[value] = /** @type {number} */ (counts[value]) + 1;
    }
  }
  return counts;
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
