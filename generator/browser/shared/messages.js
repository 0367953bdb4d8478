/**
 * A room's texts in the page's language, from the same catalogue that Python reads
 * (generator/i18n/messages.py): {name} places, and CLDR plural forms chosen by `count`.
 */

/** @typedef {string | Record<string, string>} Message */
/** @typedef {Record<string, string | number>} Values */
/** @typedef {(key: string, values?: Values) => string} Translate */

/**
 * @param {Record<string, Message>} catalogue
 * @param {string} language
 * @returns {Translate}
 */
export function translator(catalogue, language) {
  const rules = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const message = catalogue[key];
    if (message === undefined) throw new RangeError(`no message "${key}"`);
    const text = typeof message === "string" ? message : message[rules.select(Number(values["count"] ?? missing(key, "count")))] ?? message["other"] ?? "";
    return text.replace(/\{\{|\}\}|\{(\w+)\}/g, (place, name) => {
      if (name === undefined) return place.charAt(0);
      return String(values[name] ?? missing(key, name));
    });
  };
}

/**
 * @param {string} key
 * @param {string} name
 * @returns {never}
 */
function missing(key, name) {
  throw new RangeError(`message "${key}" needs "${name}"`);
}

/** @type {Map<string, Promise<Translate>>} */
const loaded = new Map();

/**
 * @param {string} room
 * @param {string} language
 * @returns {Promise<Translate>}
 */
export function messages(room, language) {
  const url = new URL(`../i18n/${language}/${room}.json`, import.meta.url).href;
  let promise = loaded.get(url);
  if (!promise) {
    promise = load(url, language);
    loaded.set(url, promise);
    promise.catch(() => loaded.delete(url));
  }
  return promise;
}

/**
 * @param {string} url
 * @param {string} language
 */
async function load(url, language) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return translator(await answer.json(), language);
}
