/** One searcher for the page, and results as nodes. */

import { create } from "../shared/dom.js";
import { onOpened, opened } from "../shared/opened.js";
import { createSearcher } from "./search.js";

/** @import { Answer, Result } from "./types.js" */
/** @import { Translate } from "../shared/messages.js" */

/** @type {ReturnType<typeof createSearcher> | null} */
let searcher = null;
onOpened(() => (searcher = null));

/** @param {string} base */
export const searcherAt = (base) => (searcher ??= createSearcher({ base, keys: opened() }));

/** The searcher's rarer parts, once the first answer is there: so they are at hand without a connection too. */
export const rest = () => Promise.all([import("./guess.js"), import("./narrow.js")]).catch(() => null);

/** @param {Result["title"]} pieces */
export const lit = (pieces) => pieces.map((piece) => (piece.hit ? create("mark", {}, piece.text) : piece.text));

/** What lies above a section, then what it is. @param {Result} result @param {Translate} t */
export const trail = (result, t) => [...result.trail, ...(result.index ? [t("result.restricted")] : [])].join(" › ");

/** How words were understood, and what is missing: sentences, perhaps none. @param {Answer} answer @param {Translate} t */
export const remarks = (answer, t) => [
  ...answer.words.filter((word) => word.how === "near").map((word) => t("corrected", { typed: word.word, used: word.used.join(", ") })),
  ...(answer.missing.length ? [t("missing")] : []),
];
