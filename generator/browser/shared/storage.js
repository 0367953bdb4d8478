/**
 * Small values that stay in this browser. Storage may be forbidden, full or hold something odd:
 * then nothing is remembered, and nothing breaks.
 */

/** @typedef {{get: (key: string) => unknown, has: (key: string) => boolean, set: (key: string, value: unknown) => boolean, remove: (key: string) => void, keys: (prefix: string) => string[]}} Store */

const PREFIX = "szk:";

/**
 * @param {() => Storage} open gives the browser's storage, or throws
 * @returns {Store}
 */
export function store(open) {
  return {
    get(key) {
      try {
        const text = open().getItem(PREFIX + key);
        return text === null ? null : JSON.parse(text);
      } catch {
        return null;
      }
    },
    has(key) {
      try {
        return open().getItem(PREFIX + key) !== null;
      } catch {
        return false;
      }
    },
    set(key, value) {
      try {
        open().setItem(PREFIX + key, JSON.stringify(value));
        return true;
      } catch {
        return false;
      }
    },
    remove(key) {
      try {
        open().removeItem(PREFIX + key);
      } catch {
        // Nothing was kept, so nothing is left.
      }
    },
    keys(prefix) {
      try {
        const all = open();
        return Array.from({ length: all.length }, (_, i) => all.key(i) ?? "")
          .filter((key) => key.startsWith(PREFIX + prefix))
          .map((key) => key.slice(PREFIX.length))
          .sort();
      } catch {
        return [];
      }
    },
  };
}
