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
  let counts = /** @type {Uint32Array} */ (new Uint32Array());
  /** @type {(Entry | undefined)[]} by number of the value */
  let drawn = [];

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
    item.replaceChildren(create("label", { class: "sk-cat-check" }, box, create("span", {}, label), count));
    const entry = { box, count, item, label };
    entries.set(value, entry);
    return entry;
  }

  /**
   * A value that the server's list did not have, in its place.
   * @param {number} number
   * @param {string} value
   * @param {string} label
   */
  function added(number, value, label) {
    const entry = put(value, label, false, create("li"));
    const later = drawn.find((one, place) => place > number && one);
    list?.insertBefore(entry.item, later?.item ?? null);
    drawn[number] = entry;
    return entry;
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
        put(value, label, chosen.has(value), item).count.textContent = shown;
      }
    },
    /** @param {[string, string][]} all every value of the facet */
    complete(all) {
      values = all;
      drawn = all.map(([value]) => entries.get(value));
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
      counts = found;
      let shown = 0;
      for (let number = 0; number < values.length; number++) {
        const count = counts[number] ?? 0;
        const entry = drawn[number];
        if (!entry && !count && !chosen.size) continue; // most values of a long facet
        const [value, label] = /** @type {[string, string]} */ (values[number]);
        const ticked = chosen.has(value);
        const wanted = ticked || (count > 0 && (open || shown < TOP));
        if (wanted) shown += 1;
        if (entry) draw(entry, wanted, ticked, count);
        else if (wanted) draw(added(number, value, label), true, ticked, count);
      }
      section.hidden = shown === 0;
    },
  };
}

/**
 * What is as it was stays untouched: the same text again would be laid out again.
 * @param {Entry} entry
 * @param {boolean} wanted
 * @param {boolean} ticked
 * @param {number} count
 */
function draw({ item, box, count: place }, wanted, ticked, count) {
  if (item.hidden === wanted) item.hidden = !wanted;
  if (box.checked !== ticked) box.checked = ticked;
  if (!wanted) return;
  const text = `(${count})`;
  if (place.textContent !== text) place.textContent = text;
}
