/** A time limit that the author set and the learner may stretch or switch off. */

import { button, create } from "../shared/dom.js";

/**
 * @param {HTMLElement} list
 * @param {number} minutes
 * @param {import("../shared/messages.js").Translate} t
 * @param {() => void} finish
 */
export function timer(list, minutes, t, finish) {
  const status = create("p", { class: "sk-status", role: "status" });
  const choice = create("select", { "aria-label": t("ui.time") });
  for (const times of [1, 1.5, 2]) choice.append(create("option", { value: String(minutes * times) }, `${Math.round(minutes * times)} min`));
  choice.append(create("option", { value: "" }, t("ui.time-none")));
  const box = create("div", { class: "sk-time" }, create("p", {}, t("ui.time-limit", { count: minutes })), choice, " ", button(t("ui.time-start"), start));
  list.before(box, status);
  let end = 0;

  function start() {
    list.hidden = false;
    box.replaceChildren();
    list.querySelector("input")?.focus();
    if (choice.value) run(Number(choice.value));
  }

  /** @param {number} more minutes */
  function run(more) {
    end = Date.now() + more * 60_000;
    box.replaceChildren();
    let said = 0;
    const clock = setInterval(() => {
      const left = Math.ceil((end - Date.now()) / 60_000);
      if ([10, 5, 1].includes(left) && said !== left) {
        said = left;
        status.textContent = t("ui.time-left", { count: left });
      }
      if (left > 0) return;
      clearInterval(clock);
      status.textContent = t("ui.time-over");
      box.replaceChildren(button(t("ui.time-more"), () => run(10)), " ", button(t("ui.check-all"), finish));
    }, 1000);
  }
}
