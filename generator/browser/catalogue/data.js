/** The catalogue's published columns, cards and texts, each fetched once and only when needed. */

/** @typedef {{id: string, label: string, values: [string, string][]}} FacetIndex */
/** @typedef {{count: number, cards: number, texts: number, page: number, facets: FacetIndex[]}} Index */
/** @typedef {[id: string, title: string, kind: string, period: string, lead: string, summary: string]} Card */
/** @typedef {{id: string, title: string, fields: [key: string, lines: string[]][]}} RecordLines */

/**
 * @param {string} base the site's root
 * @param {typeof fetch} [get]
 */
export function source(base, get = fetch) {
  /** @type {Map<string, Promise<unknown>>} */
  const held = new Map();
  /**
   * @template T
   * @param {string} name
   * @returns {Promise<T>}
   */
  function load(name) {
    let promise = held.get(name);
    if (!promise) {
      promise = read(`${base}katalog/api/v1/${name}`, get);
      held.set(name, promise);
      promise.catch(() => held.delete(name));
    }
    return /** @type {Promise<T>} */ (promise);
  }
  return {
    /** @returns {Promise<Index>} */
    index: () => load("browse/index.json"),
    /** @param {string} facet @returns {Promise<(number | number[])[]>} */
    facet: (facet) => load(`browse/facet-${facet}.json`),
    /** @returns {Promise<Record<string, number[]>>} */
    orders: () => load("browse/sort.json"),
    /** @param {string} id @returns {Promise<RecordLines>} */
    record: (id) => load(`browse/record/${id}.json`),
    /** @param {string} id @returns {Promise<{record: unknown}>} */
    whole: (id) => load(`records/${id}.json`),
    /** @param {Index} index @returns {Promise<string[]>} */
    texts: async (index) => (await Promise.all(chunks(index.count, index.texts).map((n) => /** @type {Promise<string[]>} */ (load(`browse/text-${n}.json`))))).flat(),
    /**
     * The cards of these records, in their order.
     * @param {Index} index
     * @param {Iterable<number>} records
     * @returns {Promise<Card[]>}
     */
    cards: async (index, records) => {
      const wanted = [...records];
      const numbers = [...new Set(wanted.map((record) => Math.floor(record / index.cards)))];
      const found = new Map(await Promise.all(numbers.map(async (n) => /** @type {[number, Card[]]} */ ([n, await load(`browse/cards-${n}.json`)]))));
      return wanted.flatMap((record) => {
        const card = found.get(Math.floor(record / index.cards))?.[record % index.cards];
        return card ? [card] : [];
      });
    },
  };
}

/** @typedef {ReturnType<typeof source>} Source */

/**
 * @param {number} count
 * @param {number} size
 */
function chunks(count, size) {
  return Array.from({ length: Math.ceil(count / size) }, (_, i) => i);
}

/**
 * @param {string} url
 * @param {typeof fetch} get
 */
async function read(url, get) {
  const answer = await get(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}
