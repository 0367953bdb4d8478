// Exact reading of what comes from outside: the twin of generator/access/strict.py.

/** Data that must not be used; `code` names the sentence for the reader. */
export class Refused extends Error {
  /** @param {string} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** @param {string} code @returns {never} */
export const refuse = (code) => {
  throw new Refused(code);
};

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

export const utf8 = (/** @type {string} */ text) => new TextEncoder().encode(text);

/** @param {Bytes} data */
export const b64 = (data) =>
  btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=/g, "");

/** The bytes of base64url without padding, whose unused last bits are zero.
 * @param {string} text @param {string} code @param {number} [length] @returns {Bytes} */
export function unb64(text, code, length) {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) refuse(code);
  const data = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  if (b64(data.subarray(-(data.length % 3 || 3))) !== text.slice(-Math.ceil(((data.length % 3 || 3) * 4) / 3))) refuse(code);
  if (length !== undefined && data.length !== length) refuse(code);
  return data;
}

/** @param {any} value @returns {string} */
export const canonical = (value) =>
  Array.isArray(value)
    ? `[${value.map(canonical)}]`
    : value && typeof value === "object"
      ? `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`
      : JSON.stringify(value);

/** @typedef {(value: any) => boolean} Shape */

/** The value of canonical, printable-ASCII JSON of the given shape.
 * @param {Bytes} data @param {Shape} shape @param {string} code @returns {any} */
export function parse(data, shape, code) {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data);
    const value = /^[ -~]*$/.test(text) && JSON.parse(text);
    if (value && shape(value) && canonical(value) === text) return value;
  } catch {
    // Not JSON at all.
  }
  return refuse(code);
}

/** @param {Record<string, Shape>} shapes @returns {Shape} */
export const fields = (shapes) => (value) =>
  !!value && typeof value === "object" && !Array.isArray(value) &&
  Object.keys(value).sort().join() === Object.keys(shapes).sort().join() &&
  Object.entries(shapes).every(([name, shape]) => shape(value[name]));

/** @param {Shape} shape @param {number} most @returns {Shape} */
export const array = (shape, most) => (value) => Array.isArray(value) && value.length <= most && value.every(shape);

/** @param {RegExp} rule @returns {Shape} */
export const text = (rule) => (value) => typeof value === "string" && rule.test(value);

/** @type {Shape} */
export const integer = (value) => Number.isSafeInteger(value) && value >= 0;

/** @type {Shape} */
export const ascending = (value) => value.every((/** @type {string} */ v, /** @type {number} */ i) => !i || value[i - 1] < v);

/** @type {Shape} */
export const version = (value) => value === 1;

export const ROLE = /^[a-z][a-z0-9-]{0,31}$/;
export const SITE = /^[a-z0-9][a-z0-9.-]{0,62}$/;
export const KEY = /^[\w-]{43}$/;
