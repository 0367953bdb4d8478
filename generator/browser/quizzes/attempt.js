/** Which questions an attempt asks, and in which order; generator/quizzes/paper.py draws the same. */

import { shuffled } from "./draw.js";

/** @typedef {{id: string, pool?: string}} Drawn */
/** @typedef {{draw?: number, pools?: Record<string, number>, shuffle?: boolean}} Draws */

/**
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
