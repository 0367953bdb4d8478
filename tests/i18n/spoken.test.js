import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { translator } from "../../generator/browser/shared/messages.js";

/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf-8"));

/** @param {string} text */
const plain = (text) => text.replace(/\s/g, " ");

for (const [language, { forms, texts, dates }] of Object.entries(json("tests/vectors/i18n/spoken.json"))) {
  test(`texts by number and dates are those of Python: ${language}`, () => {
    const rules = new Intl.PluralRules(language);
    for (const [count, form] of forms) assert.equal(rules.select(count), form, `${count}`);
    for (const [room, key, count, text] of texts) {
      const t = translator(json(`generator/i18n/messages/${language}/${room}.json`), language);
      assert.equal(t(key, { count }), text);
    }
    const format = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });
    // Before "г." and "р." some releases of CLDR have a space that no line breaks at, some a plain one.
    for (const [date, text] of dates) assert.equal(plain(format.format(new Date(`${date}T12:00:00Z`))), plain(text));
  });
}
