/** Draws and shuffles by seed; what and why is said in generator/quizzes/draw.py. */

/** @param {number} x @param {number} by */
const turned = (x, by) => ((x << by) | (x >>> (32 - by))) >>> 0;

/**
 * @param {string} seed
 * @returns {() => number} the next 32-bit number
 */
export function numbers(seed) {
  let start = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(seed)) start = Math.imul(start ^ byte, 0x01000193) >>> 0;
  let [a = 0, b = 0, c = 0, d = 0] = [1, 2, 3, 4].map((n) => {
    let z = (start + n * 0x9e3779b9) | 0;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  });
  return () => {
    const result = Math.imul(turned(Math.imul(b, 5) >>> 0, 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = turned(d, 11);
    return result;
  };
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {string} seed
 * @returns {T[]}
 */
export function shuffled(items, seed) {
  const result = [...items];
  const next = numbers(seed);
  for (let last = result.length - 1; last > 0; last--) {
    const most = 2 ** 32 - (2 ** 32 % (last + 1));
    let n = next();
    while (n >= most) n = next();
    const other = n % (last + 1);
    [result[last], result[other]] = [/** @type {T} */ (result[other]), /** @type {T} */ (result[last])];
  }
  return result;
}

/** @typedef {{id: string, pool?: string}} Drawn */
/** @typedef {{draw?: number, pools?: Record<string, number>, shuffle?: boolean}} Draws */

/**
 * Which questions an attempt asks, and in which order; generator/quizzes/paper.py draws the same.
 * @template {Drawn} T
 * @param {readonly T[]} questions
 * @param {Draws} settings
 * @param {string} seed
 * @returns {T[]}
 */
export function drawn(questions, { draw = 0, pools = {}, shuffle = false }, seed) {
  /** @type {Set<string>} */
  const chosen = new Set();
  for (const pool of new Set(questions.map((q) => q.pool ?? ""))) {
    const all = questions.filter((q) => (q.pool ?? "") === pool);
    const count = pool ? (pools[pool] ?? 0) : draw || all.length;
    const order = count >= all.length ? all : shuffled(all, `${seed}:draw:${pool}`);
    for (const { id } of order.slice(0, count)) chosen.add(id);
  }
  const kept = questions.filter((q) => chosen.has(q.id));
  return shuffle ? shuffled(kept, `${seed}:questions`) : kept;
}
