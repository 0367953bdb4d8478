/** A notice, in the reader's language, that this page is not in it. */

import { create } from "../shared/dom.js";
import { messages } from "../shared/messages.js";

/**
 * @param {HTMLElement} body
 * @param {string} language
 */
export async function tell(body, language) {
  const t = await messages("theme", language);
  const main = body.querySelector("main");
  const notice = create(
    "aside",
    { class: "sk-notice", lang: language, "aria-label": t("untranslated.label") },
    create("p", {}, t("untranslated.text")),
  );
  main?.prepend(notice);
}
