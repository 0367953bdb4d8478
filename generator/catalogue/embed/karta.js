// @ts-check
/**
 * <szkola-karta record="praski-kokon"><a href="…">Title</a></szkola-karta> shows a record's card.
 * It reads one JSON file from the catalogue it was loaded from and nothing else: no cookies, no storage,
 * no other host. Without script, or when the file cannot be had, the link inside stays.
 */

/** @typedef {{id: string, title: string, summary: string, kind: string, period: string, lead: string}} Card */

const HOME = new URL("../", import.meta.url);
const SHEET = new URL("karta.css", import.meta.url).href;

/**
 * @param {string} name
 * @param {string} text
 * @param {string} [className]
 */
function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

class RecordCard extends HTMLElement {
  async connectedCallback() {
    const id = this.getAttribute("record") ?? "";
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) || this.shadowRoot) return;
    const answer = await fetch(new URL(`api/v1/browse/record/${id}.json`, HOME), { credentials: "omit" });
    if (!answer.ok) return;
    this.show(/** @type {Card} */ (await answer.json()));
  }

  /** @param {Card} card */
  show(card) {
    const link = document.createElement("a");
    link.href = new URL(`${card.id}/`, HOME).href;
    link.textContent = card.title;
    const title = document.createElement("p");
    title.className = "sk-card-title";
    title.append(link);
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = SHEET;
    const facts = [card.period, card.lead].filter(Boolean).join(" · ");
    const body = document.createElement("article");
    body.className = "sk-card";
    body.append(element("p", card.kind, "sk-card-kind"), title, element("p", facts, "sk-card-facts"), element("p", card.summary));
    this.attachShadow({ mode: "open" }).append(sheet, body);
  }
}

if (!customElements.get("szkola-karta")) customElements.define("szkola-karta", RecordCard);
