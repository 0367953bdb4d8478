/**
 * FSRS-6 with its default parameters: how well a question is remembered (stability in days, difficulty 1-10).
 * The numbers are those of the Python package `fsrs`; tests/vectors/quizzes/fsrs.json holds both to it.
 */

/** @typedef {{stability: number, difficulty: number, last: number}} Memory `last` in ms */

const W = [0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542];
const DAY = 86_400_000;
const w = (/** @type {number} */ i) => W[i] ?? 0;
const DECAY = -w(20);
const FACTOR = 0.9 ** (1 / DECAY) - 1;

const between = (/** @type {number} */ least, /** @type {number} */ most, /** @type {number} */ x) => Math.min(Math.max(x, least), most);
const startDifficulty = (/** @type {number} */ rating) => w(4) - Math.exp(w(5) * (rating - 1)) + 1;

/** The chance of remembering at `now`. @param {Memory} memory @param {number} now */
export function retrievability({ stability, last }, now) {
  const days = Math.max(0, Math.floor((now - last) / DAY));
  return (1 + (FACTOR * days) / stability) ** DECAY;
}

/** Days until the chance falls to `wanted`. @param {Memory} memory */
export const interval = ({ stability }, wanted = 0.9) => Math.max(1, Math.round((stability / FACTOR) * (wanted ** (1 / DECAY) - 1)));

/**
 * @param {Memory | null} memory before the review
 * @param {number} rating 1 Again, 2 Hard, 3 Good, 4 Easy
 * @param {number} now
 * @returns {Memory}
 */
export function reviewed(memory, rating, now) {
  if (!memory) return { stability: Math.max(w(rating - 1), 0.001), difficulty: between(1, 10, startDifficulty(rating)), last: now };
  const { stability, difficulty } = memory;
  const sameDay = Math.floor((now - memory.last) / DAY) < 1;
  const grown = sameDay ? shortTerm(stability, rating) : rating === 1 ? forgotten(memory, now) : recalled(memory, rating, now);
  const step = -w(6) * (rating - 3);
  const moved = difficulty + ((10 - difficulty) * step) / 9;
  return {
    stability: Math.max(grown, 0.001),
    difficulty: between(1, 10, w(7) * startDifficulty(4) + (1 - w(7)) * moved),
    last: now,
  };
}

/** @type {(stability: number, rating: number) => number} */
function shortTerm(stability, rating) {
  const growth = Math.exp(w(17) * (rating - 3 + w(18))) * stability ** -w(19);
  return stability * (rating >= 3 ? Math.max(growth, 1) : growth);
}

/** @type {(memory: Memory, now: number) => number} */
function forgotten({ stability, difficulty, last }, now) {
  const chance = retrievability({ stability, difficulty, last }, now);
  const long = w(11) * difficulty ** -w(12) * ((stability + 1) ** w(13) - 1) * Math.exp((1 - chance) * w(14));
  return Math.min(long, stability / Math.exp(w(17) * w(18)));
}

/** @type {(memory: Memory, rating: number, now: number) => number} */
function recalled({ stability, difficulty, last }, rating, now) {
  const chance = retrievability({ stability, difficulty, last }, now);
  const ease = rating === 2 ? w(15) : rating === 4 ? w(16) : 1;
  return stability * (1 + Math.exp(w(8)) * (11 - difficulty) * stability ** -w(9) * (Math.exp((1 - chance) * w(10)) - 1) * ease);
}
