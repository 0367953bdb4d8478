/** The current list as CSV or JSON, made here from what is shown. */

/** @typedef {import("./data.js").Card} Card */

const FORMULA = /^[=+\-@\t\r\n]/;

/**
 * A cell that no spreadsheet runs, quoted when it must be.
 * @param {string} text
 */
export function cell(text) {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * UTF-8 with BOM and semicolons: opens right in a Polish Excel.
 * @param {readonly string[]} header
 * @param {readonly Card[]} cards
 * @param {string} base
 */
export function csv(header, cards, base) {
  const rows = cards.map((card) => [...card, `${base}katalog/${card[0]}/`]);
  return `\ufeff${[header, ...rows].map((row) => row.map(cell).join(";")).join("\r\n")}\r\n`;
}

/**
 * @param {readonly Card[]} cards
 * @param {string} base
 */
export function json(cards, base) {
  const records = cards.map(([id, title, kind, period, lead, summary]) => ({
    id, title, kind, period, lead, summary, url: `${base}katalog/${id}/`,
  }));
  return `${JSON.stringify({ count: records.length, records }, null, 1)}\n`;
}
