/** Typed answers, compared as in generator/quizzes/words.py and forms.py. */

/** @typedef {{accepted: string[][], rejected?: {n: number, words: string[]}[], typos?: number, fold?: boolean}} Wording */

const ENDING = /(?<![\p{L}\p{N}_])([\p{L}\p{N}_]{2,6})[-’'](u|em|ie|owi|y|a|ę|ą|ów|om|ami|ach)(?![\p{L}\p{N}_])/gu;

/** @param {string} text */
export const normal = (text) =>
  text.normalize("NFC").toLowerCase().replace(ENDING, "$1").replace(/[^\p{L}\p{N}%]+/gu, " ").trim();

/** @param {string} text */
export const folded = (text) => normal(text).replaceAll("ł", "l").normalize("NFKD").replace(/\p{M}/gu, "");

/**
 * Letters inserted, deleted, replaced or swapped; more than `most` is told as `most + 1`.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let older = /** @type {number[]} */ ([]);
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    [older, before, row] = [before, row, [i]];
    for (let j = 1; j <= b.length; j++) {
      const at = (/** @type {number[]} */ r, /** @type {number} */ k) => r[k] ?? Infinity;
      let best = Math.min(at(before, j) + 1, at(row, j - 1) + 1, at(before, j - 1) + Number(a[i - 1] !== b[j - 1]));
      if (i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(older, j - 2) + 1);
      row.push(best);
    }
  }
  return Math.min(row[b.length] ?? 0, most + 1);
}

/** @param {string} packed "asystent|,a,em" */
function unpacked(packed) {
  const bar = packed.indexOf("|");
  return packed.slice(bar + 1).split(",").map((ending) => packed.slice(0, bar) + ending);
}

/**
 * @param {string[]} answer
 * @param {string[]} pattern
 * @param {number} typos
 * @param {boolean} fold
 */
function fits(answer, pattern, typos, fold) {
  let left = typos;
  return (
    answer.length === pattern.length &&
    answer.every((word, i) => {
      const forms = unpacked(pattern[i] ?? "|").map((form) => (fold ? folded(form) : form));
      if (forms.includes(word)) return true;
      const used = Math.min(...forms.filter((form) => form.length >= 5).map((form) => distance(word, form, left)));
      left -= used;
      return left >= 0;
    })
  );
}

/**
 * "accepted", "wrong", or the number of the rejected answer.
 * @param {string} given
 * @param {Wording} wording
 * @returns {"accepted" | "wrong" | number}
 */
export function verdict(given, { accepted, rejected = [], typos = 0, fold = false }) {
  const answer = (fold ? folded(given) : normal(given)).split(" ");
  for (const most of typos ? [0, typos] : [0]) {
    if (accepted.some((pattern) => fits(answer, pattern, most, fold))) return "accepted";
    const found = rejected.find(({ words }) => fits(answer, words, most, fold));
    if (found) return found.n;
  }
  return "wrong";
}

/**
 * "1 234,5 zł" with unit "zł" is 1234.5; words, or another unit, are null.
 * @param {string} text
 * @param {string} [unit]
 */
export function number(text, unit = "") {
  const bare = (/** @type {string} */ s) => s.replace(/\s+/g, "").replace(/\.+$/, "").toLowerCase();
  const [found, value = "", , rest = ""] = /^([-+−]?[0-9]+([.,][0-9]+)?)(.*)$/.exec(text.replace(/\s+/g, "")) ?? [];
  if (!found || (rest && bare(rest) !== bare(unit))) return null;
  return Number(value.replace(",", ".").replace("−", "-"));
}
