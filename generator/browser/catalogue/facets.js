/** One facet: the server's links turned into checkboxes that keep their place, so focus never jumps. */

import { create } from "../shared/dom.js";

/** @typedef {{box: HTMLInputElement, count: HTMLElement, item: HTMLElement, label: string}} Entry */

const TOP = 8;

/**
 * @param {HTMLElement} section
 */
export function facetView(section) {
  const id = section.dataset["facet"] ?? "";
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  /** @type {(value: string) => void} */
  let toggle = () => undefined;
  /** @type {[string, string][]} */
  let values = [];
  const list = section.querySelector("ul");
  const more = section.querySelector('a[data-catalogue="all"]');
  let open = false;
  let counts = new Uint32Array();

  /**
   * @param {string} value
   * @param {string} label
   * @param {boolean} checked
   * @param {HTMLElement} item
   */
  function put(value, label, checked, item) {
    const box = create("input", { type: "checkbox", value, checked });
    const count = create("span", { class: "sk-cat-count" });
    box.addEventListener("change", () => toggle(value));
    item.replaceChildren(create("label", { class: "sk-cat-check" }, box, create("span", {}, label, " ", count)));
    entries.set(value, { box, count, item, label });
  }

  return {
    id,
    /**
     * @param {ReadonlySet<string>} chosen
     * @param {(value: string) => void} change
     */
    enhance(chosen, change) {
      toggle = change;
      for (const link of section.querySelectorAll("a[data-value]")) {
        const item = link.parentElement;
        if (!(link instanceof HTMLElement) || !item) continue;
        const value = link.dataset["value"] ?? "";
        const shown = link.querySelector(".sk-cat-count")?.textContent ?? "";
        const label = (link.textContent ?? "").replace(shown, "").trim();
        put(value, label, chosen.has(value), item);
        const entry = entries.get(value);
        if (entry) entry.count.textContent = shown;
      }
    },
    /** @param {[string, string][]} all every value of the facet */
    complete(all) {
      values = all;
      if (!(more instanceof HTMLAnchorElement) || !list) return;
      const button = create("button", { type: "button", class: "sk-action", "aria-expanded": "false" }, more.textContent ?? "");
      button.addEventListener("click", () => {
        open = !open;
        button.setAttribute("aria-expanded", String(open));
        this.show(counts, new Set([...entries].flatMap(([value, { box }]) => (box.checked ? [value] : []))));
      });
      more.replaceWith(button);
    },
    /**
     * @param {Uint32Array} found counts in the order of `complete`
     * @param {ReadonlySet<string>} chosen
     */
    show(found, chosen) {
      counts = Uint32Array.from(found);
      let shown = 0;
      values.forEach(([value, label], number) => {
        const count = counts[number] ?? 0;
        const wanted = chosen.has(value) || (count > 0 && (open || shown < TOP));
        if (count > 0 || chosen.has(value)) shown += 1;
        if (wanted && !entries.has(value)) {
          const item = create("li");
          put(value, label, chosen.has(value), item);
          const before = values.slice(number + 1).find(([later]) => entries.has(later));
          list?.insertBefore(item, (before && entries.get(before[0])?.item) || null);
        }
        const entry = entries.get(value);
        if (!entry) return;
        entry.item.hidden = !wanted;
        entry.box.checked = chosen.has(value);
        const text = `(${count})`;
        if (entry.count.textContent !== text) entry.count.textContent = text; // the same text again would be laid out again
      });
      section.hidden = shown === 0;
    },
  };
}
