/**
 * QR codes (ISO/IEC 18004): bytes, error correction L, mask 0. What is encoded is compressed and looks random,
 * so one mask is as good as another. Full codes of ten versions are held to the Python package `segno`
 * (tests/vectors/quizzes/qr.json).
 */

const ECC = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25];

const ecc = (/** @type {number} */ version) => ECC[version - 1] ?? 30;
const blocks = (/** @type {number} */ version) => BLOCKS[version - 1] ?? 25;

/** @param {number} version */
function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  const places = [6];
  for (let at = version * 4 + 10; places.length < count; at -= step) places.splice(1, 0, at);
  return places;
}

/** All bits that carry data or correction. @param {number} version */
function room(version) {
  const count = version > 1 ? Math.floor(version / 7) + 2 : 0;
  const bits = (16 * version + 128) * version + 64;
  return bits - (count ? (25 * count - 10) * count - 55 : 0) - (version >= 7 ? 36 : 0);
}

/** @param {number} x @param {number} y in GF(256) modulo 0x11d */
function times(x, y) {
  let z = 0;
  for (let i = 7; i >= 0; i--) z = (z << 1) ^ ((z >>> 7) * 0x11d) ^ (((y >>> i) & 1) * x);
  return z;
}

/** @param {number} degree */
function divisor(degree) {
  const result = Array.from({ length: degree }, (_, i) => Number(i === degree - 1));
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) result[j] = times(result[j] ?? 0, root) ^ (result[j + 1] ?? 0);
    root = times(root, 2);
  }
  return result;
}

/** @param {number[]} data @param {number[]} by */
function remainder(data, by) {
  const result = by.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ (result.shift() ?? 0);
    result.push(0);
    by.forEach((coefficient, i) => (result[i] = (result[i] ?? 0) ^ times(coefficient, factor)));
  }
  return result;
}

/** Data and correction of all blocks, interleaved. @param {Uint8Array} bytes @param {number} version */
function codewords(bytes, version) {
  const all = Math.floor(room(version) / 8);
  const capacity = all - ecc(version) * blocks(version);
  /** @type {number[]} */
  const bits = [];
  const put = (/** @type {number} */ value, /** @type {number} */ length) => {
    for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1);
  };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  put(0, Math.min(4, capacity * 8 - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < capacity * 8; pad ^= 0xec ^ 0x11) put(pad, 8);
  const data = Array.from({ length: capacity }, (_, i) => bits.slice(i * 8, i * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0));
  const short = blocks(version) - (all % blocks(version));
  const length = Math.floor(all / blocks(version)) - ecc(version);
  const by = divisor(ecc(version));
  const parts = Array.from({ length: blocks(version) }, (_, i) => {
    const own = data.splice(0, length + Number(i >= short));
    return { own, correction: remainder(own, by) };
  });
  const found = [];
  for (let i = 0; i <= length; i++) for (const { own } of parts) if (i < own.length) found.push(own[i] ?? 0);
  for (let i = 0; i < ecc(version); i++) for (const { correction } of parts) found.push(correction[i] ?? 0);
  return found;
}

/**
 * The dark modules, row by row.
 * @param {string} text
 * @returns {boolean[][]}
 */
export function modules(text) {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  const fits = () => Math.floor(room(version) / 8) - ecc(version) * blocks(version) >= bytes.length + (version < 10 ? 2 : 3);
  while (version <= 40 && !fits()) version++;
  if (version > 40) throw new RangeError("too long for a QR code");
  const size = version * 4 + 17;
  /** @type {(boolean | undefined)[][]} */
  const grid = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined));
  const set = (/** @type {number} */ x, /** @type {number} */ y, /** @type {boolean} */ dark) => {
    const row = grid[y];
    if (row && x >= 0 && x < size) row[x] = dark;
  };
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [cx, cy] of /** @type {const} */ ([[3, 3], [size - 4, 3], [3, size - 4]])) {
    for (let dy = -4; dy <= 4; dy++) for (let dx = -4; dx <= 4; dx++) {
      const far = Math.max(Math.abs(dx), Math.abs(dy));
      set(cx + dx, cy + dy, far !== 2 && far !== 4);
    }
  }
  const places = alignments(version);
  const last = places.length - 1;
  places.forEach((y, j) => places.forEach((x, i) => {
    if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) return;
    for (let dy = -2; dy <= 2; dy++) for (let dx = -2; dx <= 2; dx++) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }));
  format(set, size, version);
  fill(grid, codewords(bytes, version), size);
  return grid.map((row) => row.map(Boolean));
}

/** @param {(x: number, y: number, dark: boolean) => void} set @param {number} size @param {number} version */
function format(set, size, version) {
  const data = 1 << 3; // level L, mask 0
  let rest = data;
  for (let i = 0; i < 10; i++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  const bits = ((data << 10) | rest) ^ 0x5412;
  const bit = (/** @type {number} */ i) => ((bits >>> i) & 1) === 1;
  for (let i = 0; i < 15; i++) {
    set(8, i < 6 ? i : i < 8 ? i + 1 : size - 15 + i, bit(i));
    set(i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i, 8, bit(i));
  }
  set(8, size - 8, true);
  if (version < 7) return;
  rest = version;
  for (let i = 0; i < 12; i++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  for (let i = 0; i < 18; i++) {
    const dark = ((((version << 12) | rest) >>> i) & 1) === 1;
    set(size - 11 + (i % 3), Math.floor(i / 3), dark);
    set(Math.floor(i / 3), size - 11 + (i % 3), dark);
  }
}

/** Up and down in pairs of columns, from the right; mask 0 turns every other module. @param {(boolean | undefined)[][]} grid @param {number[]} data @param {number} size */
function fill(grid, data, size) {
  let i = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      for (const x of [right, right - 1]) {
        const y = ((right + 1) & 2) === 0 ? size - 1 - step : step;
        const row = grid[y];
        if (!row || row[x] !== undefined) continue;
        const dark = (((data[i >>> 3] ?? 0) >>> (7 - (i & 7))) & 1) === 1;
        row[x] = dark !== ((x + y) % 2 === 0);
        i++;
      }
    }
  }
}

/** @param {string} text @param {string} label */
export function drawn(text, label) {
  const grid = modules(text);
  const NS = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NS, "svg");
  svg.setAttribute("viewBox", `0 0 ${grid.length} ${grid.length}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  const path = document.createElementNS(NS, "path");
  path.setAttribute("d", grid.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join(""));
  svg.append(path);
  return svg;
}
