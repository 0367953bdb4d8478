/** What a reader typed as a record draft in YAML. No document here; the text is what the schema asks for. */

/** @typedef {Record<string, string>} Fields */

const POINT = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
const REASON = "{presence: unknown}";
const LISTS = ["eligibility", "exclusions", "cost", "duration", "office_hours", "staffing", "activities", "outputs", "stages", "procedures", "documents", "legal_basis"];

/**
 * Codes of what is wrong: "required:title", "date:start", "order", "amount", "url".
 * @param {Fields} fields
 * @returns {string[]}
 */
export function faults(fields) {
  const wrong = ["title", "summary", "source"].filter((name) => !said(fields, name)).map((name) => `required:${name}`);
  const dates = ["start", "end"].filter((name) => said(fields, name) && !validPoint(said(fields, name)));
  wrong.push(...dates.map((name) => `date:${name}`));
  const [start, end] = [said(fields, "start"), said(fields, "end")];
  if (!dates.length && start && end && end < start.slice(0, end.length)) wrong.push("order");
  if (said(fields, "amount") && amount(said(fields, "amount")) === null) wrong.push("amount");
  if (said(fields, "url") && !/^https?:\/\/\S+$/.test(said(fields, "url"))) wrong.push("url");
  return wrong;
}

/** @param {string} text */
function validPoint(text) {
  if (!POINT.test(text)) return false;
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/**
 * "999 990,00 zł" as "999990.00"; null when it is no amount.
 * @param {string} text
 */
export function amount(text) {
  const digits = text.replace(/\s|\u00a0|zł|PLN/gi, "").replace(",", ".");
  const match = /^(\d{1,15})(?:\.(\d{1,2}))?$/.exec(digits);
  return match ? `${match[1]}.${(match[2] ?? "").padEnd(2, "0")}` : null;
}

/**
 * An id that the editors will confirm: "Łąka i źródło" gives "laka-i-zrodlo".
 * @param {string} title
 */
export function draftId(title) {
  const plain = title.toLowerCase().replaceAll("ł", "l").normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  return plain.match(/[a-z0-9]+/g)?.slice(0, 8).join("-") || "record";
}

/**
 * What a comment lacks: "required:author".
 * @param {Fields} fields
 * @returns {string[]}
 */
export function commentFaults(fields) {
  return ["record", "author", "text"].filter((name) => !said(fields, name)).map((name) => `required:${name}`);
}

/**
 * A comment as an entry of the record's `comments`, for editors to put there.
 * @param {Fields} fields
 * @param {string} day
 */
export function comment(fields, day) {
  const text = said(fields, "text").slice(0, 2000);
  return `# ${said(fields, "record").replace(/\s+/g, " ")}\ncomments:\n- author: ${quoted(said(fields, "author"))}\n  date: "${day}"\n  text: ${quoted(text)}\n`;
}

/**
 * The draft of revision 1. `day` is the reader's date.
 * @param {Fields} fields
 * @param {string} day
 */
export function draft(fields, day) {
  const start = said(fields, "start");
  const end = said(fields, "end");
  const parties = [
    ...lines(fields, "lead").map((name) => `- {name: ${quoted(name)}, role: lead}`),
    ...lines(fields, "partners").map((name) => `- {name: ${quoted(name)}, role: partner}`),
  ];
  const out = [
    "schema: 1",
    `id: ${draftId(said(fields, "title"))}`,
    `kind: ${said(fields, "kind") || "project"}`,
    "revision: 1",
    `recorded: "${day}"`,
    `title: ${quoted(said(fields, "title"))}`,
    `summary: ${quoted(said(fields, "summary"))}`,
    start || end ? `period: {edtf: "${start}/${end}"}` : `period: ${REASON}`,
    list("places", lines(fields, "place").map((name) => `- {name: ${quoted(name)}}`)),
    list("parties", parties),
    `contacts: ${REASON}`,
    funding(fields),
    list("goals", lines(fields, "goals").map((text) => `- {text: ${quoted(text)}}`)),
    list("target_groups", lines(fields, "groups").map((text) => `- {text: ${quoted(text)}}`)),
    ...LISTS.map((name) => `${name}: ${REASON}`),
    said(fields, "url") ? `links:\n- {url: ${quoted(said(fields, "url"))}, title: ${quoted(said(fields, "source"))}, checked: ${REASON}}` : `links: ${REASON}`,
    "languages: [{code: pl}]",
    `comments: ${REASON}`,
    `licence: ${REASON}`,
    `sources:\n- {id: TO-CONFIRM, role: snapshot, note: ${quoted(said(fields, "source"))}}`,
    "enrichment:",
    `  asserted_by: ${quoted("contribution form")}`,
    `  date: "${day}"`,
    "  themes: [local-cooperation]",
    "  verification: partial",
  ];
  if (said(fields, "note")) out.push(`  notes: [${quoted(said(fields, "note"))}]`);
  return `${out.join("\n")}\n`;
}

/** @param {Fields} fields */
function funding(fields) {
  const sum = said(fields, "amount") ? amount(said(fields, "amount")) : null;
  const programme = said(fields, "programme");
  if (!sum && !programme) return `funding: ${REASON}`;
  const amounts = sum ? `\n  amounts:\n  - {what: total, amount: "${sum}", currency: PLN}` : `\n  amounts: ${REASON}`;
  return `funding:${programme ? `\n  programme: ${programme}` : ""}${amounts}\n  acknowledgement: ${REASON}`;
}

/**
 * @param {string} name
 * @param {readonly string[]} items
 */
function list(name, items) {
  return items.length ? `${name}:\n${items.join("\n")}` : `${name}: ${REASON}`;
}

/**
 * @param {Fields} fields
 * @param {string} name
 */
function said(fields, name) {
  return (fields[name] ?? "").trim();
}

/**
 * @param {Fields} fields
 * @param {string} name
 */
function lines(fields, name) {
  return (fields[name] ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
}

/**
 * A YAML string; JSON's quoting is YAML's too.
 * @param {string} text
 */
function quoted(text) {
  return JSON.stringify(text.replace(/\s+/g, " "));
}
