/** Ordering by buttons; dragging with a pointer does the same. */

import { create } from "../shared/dom.js";

/**
 * @param {HTMLElement} root
 * @param {import("../shared/messages.js").Translate} t
 * @param {(text: string) => void} say
 */
export function ordering(root, t, say) {
  const list = root.querySelector("ol");
  if (!list) return;
  const items = () => [...list.children];
  /** @param {Element} item @param {number} by */
  const move = (item, by) => {
    const all = items();
    const other = all[all.indexOf(item) + by];
    if (other) (by < 0 ? other.before(item) : other.after(item));
    tell(item);
  };
  /** @param {Element} item */
  const tell = (item) => {
    const all = items();
    say(t("ui.moved", { item: name(item), position: all.indexOf(item) + 1, count: all.length }));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  /** @param {Element} item */
  const name = (item) => item.querySelector(".sk-left")?.textContent?.trim() ?? "";

  /** @type {HTMLElement | null} */
  let dragged = null;
  for (const item of list.querySelectorAll("li")) {
    item.querySelector(".sk-position")?.remove();
    /** @param {string} key @param {number} by */
    const button = (key, by) => {
      const made = create("button", { type: "button", "aria-label": t(`ui.${key}-of`, { item: name(item) }) }, t(`ui.${key}`));
      made.addEventListener("click", () => {
        move(item, by);
        made.focus();
      });
      return made;
    };
    item.append(create("span", { class: "sk-moves" }, button("up", -1), button("down", 1)));
    item.draggable = true;
    item.addEventListener("dragstart", () => (dragged = item.querySelector(":disabled") ? null : item));
    item.addEventListener("dragover", (event) => {
      if (!dragged) return;
      event.preventDefault();
      const box = item.getBoundingClientRect();
      if (dragged !== item) item[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
    });
    item.addEventListener("dragend", () => {
      if (dragged) tell(dragged);
      dragged = null;
    });
  }
}
