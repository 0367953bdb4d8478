/**
 * Progress on this device. One entry a question, by its id: the hash of what was asked, the last answer, and a
 * log of results that only grows, so that two devices' files merge without loss (merge.js).
 */

/** @typedef {import("../shared/storage.js").Store} Store */
/** @typedef {import("../quizzes/grade.js").Answer} Answer */
/** @typedef {[at: number, rating: number, fraction: number, seconds: number]} Review time in ms, FSRS rating 1-4 */
/**
 * @typedef {{hash: string, quiz: string, answer: Answer, first: Answer, fraction: number, certainty: number, tries: number, log: Review[]}} Entry
 */
/** @typedef {{at: number, percent: number, pass: number, version: number}} Attempt */
/** `since`: what was answered before belongs to an earlier attempt. */
/** @typedef {{seed: string, since?: number, attempts: Attempt[], drafts: Record<string, {hash: string, answer: Answer}>}} QuizEntry */
/** @typedef {{hash: string, quiz: string, answer: Answer, fraction: number, certainty: number, tries: number, rating: number, seconds: number}} Result */

const QUESTION = "progress:q:";
const QUIZ = "progress:quiz:";
const READ = "progress:read:";

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is Entry} */
export const isEntry = (value) => isRecord(value) && typeof value["hash"] === "string" && Array.isArray(value["log"]);

/** @param {unknown} value @returns {value is QuizEntry} */
export const isQuizEntry = (value) => isRecord(value) && typeof value["seed"] === "string" && Array.isArray(value["attempts"]);

/**
 * @param {Store} storage
 * @param {() => number} now
 */
export function progress(storage, now = Date.now) {
  const memory = new Map();
  const problems = { full: false, broken: false };

  /** @param {string} key @returns {unknown} */
  const get = (key) => {
    if (memory.has(key)) return memory.get(key);
    const value = storage.get(key);
    return value ?? undefined;
  };
  /** @param {string} key @param {unknown} value */
  const set = (key, value) => {
    // What cannot be kept is remembered until the page is closed.
    if (storage.set(key, value)) memory.delete(key);
    else {
      memory.set(key, value);
      problems.full = true;
    }
  };
  /** @template T @param {string} key @param {(value: unknown) => value is T} sound @returns {T | null} */
  const read = (key, sound) => {
    const value = get(key);
    if (sound(value)) return value;
    if (value !== undefined || storage.has(key)) problems.broken = true;
    return null;
  };

  /**
   * @template T
   * @param {string} prefix
   * @param {(value: unknown) => value is T} sound
   * @returns {[string, T][]} by what follows the prefix; what could not be kept too
   */
  const all = (prefix, sound) => {
    const here = [...memory.keys()].filter((key) => key.startsWith(prefix));
    return [...new Set([...storage.keys(prefix), ...here])].flatMap((key) => {
      const value = read(key, sound);
      return value === null ? [] : [/** @type {[string, T]} */ ([key.slice(prefix.length), value])];
    });
  };

  return {
    problems,
    /** @param {string} id */
    question: (id) => read(QUESTION + id, isEntry),
    /** @param {string} id @returns {QuizEntry} */
    quiz(id) {
      const entry = read(QUIZ + id, isQuizEntry);
      return { seed: "", since: 0, attempts: [], drafts: {}, ...entry };
    },
    /** @param {string} id @param {QuizEntry} entry */
    saveQuiz: (id, entry) => set(QUIZ + id, entry),
    /**
     * Record a result; a changed question starts a new log.
     * @param {string} id
     * @param {Result} result
     */
    answered(id, { rating, seconds, ...result }) {
      const before = this.question(id);
      const same = before?.hash === result.hash ? before : null;
      /** @type {Review} */
      const review = [now(), rating, result.fraction, seconds];
      set(QUESTION + id, { ...result, first: same?.first ?? result.answer, log: [...(same?.log ?? []), review] });
    },
    /** Change the last answer without a new review: a self-assessment, a note. @param {string} id @param {Answer} answer */
    amend(id, answer) {
      const before = this.question(id);
      if (before) set(QUESTION + id, { ...before, answer });
    },
    questions: () => all(QUESTION, isEntry),
    quizzes: () => all(QUIZ, isQuizEntry),
    /** When a step without a quiz was marked as read. @param {string} id */
    read: (id) => Number(get(READ + id)) || 0,
    /** @param {string} id */
    markRead: (id) => set(READ + id, now()),
    /** Everything, as it goes into a file. @returns {import("./merge.js").State} */
    state() {
      const isTime = /** @type {(value: unknown) => value is number} */ (Number.isFinite);
      return { questions: Object.fromEntries(this.questions()), quizzes: Object.fromEntries(this.quizzes()), reads: Object.fromEntries(all(READ, isTime)) };
    },
    /** @param {import("./merge.js").State} state */
    restore({ questions, quizzes, reads }) {
      for (const [id, entry] of Object.entries(questions)) set(QUESTION + id, entry);
      for (const [id, entry] of Object.entries(quizzes)) set(QUIZ + id, entry);
      for (const [id, at] of Object.entries(reads)) set(READ + id, at);
    },
    erase() {
      memory.clear();
      for (const key of storage.keys("progress:")) storage.remove(key);
    },
  };
}

/** @typedef {ReturnType<typeof progress>} Progress */
