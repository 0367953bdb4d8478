import assert from "node:assert/strict";
import { test } from "node:test";

import { chosenIds, rows } from "../../generator/browser/catalogue/compare.js";
import { amount, comment, commentFaults, draft, draftId, faults } from "../../generator/browser/catalogue/draft.js";
import { cell, csv, json } from "../../generator/browser/catalogue/table.js";

const full = { title: 'Łąka „i" źródło', summary: "Opis: dwa zdania # tu.", source: "Gmina, 2026", start: "2024-05", end: "2024", amount: "999 990,5 zł", kind: "project", partners: "A\nB\n" };

test("faults are named, one for each field", () => {
  assert.deepEqual(faults({}), ["required:title", "required:summary", "required:source"]);
  assert.deepEqual(faults({ ...full, start: "2024-02-30" }), ["date:start"]);
  assert.deepEqual(faults({ ...full, start: "2025", end: "2024-12" }), ["order"]);
  assert.deepEqual(faults({ ...full, amount: "1,234" }), ["amount"]);
  assert.deepEqual(faults({ ...full, url: "javascript:alert(1)" }), ["url"]);
  assert.deepEqual(faults(full), []);
});

test("amounts keep the grosz", () => {
  assert.equal(amount("999 990,5 zł"), "999990.50");
  assert.equal(amount("12"), "12.00");
  assert.equal(amount("1.2.3"), null);
});

test("the draft quotes what is typed, so that it stays one value", () => {
  const text = draft(full, "2026-11-22");
  assert.match(text, /title: "Łąka „i\\" źródło"/);
  assert.match(text, /id: laka-i-zrodlo\n/);
  assert.match(text, /amount: "999990.50"/);
  assert.equal(draftId("„”"), "record");
});

test("a comment says for which record, and stays one value", () => {
  assert.deepEqual(commentFaults({ record: "x" }), ["required:author", "required:text"]);
  const text = comment({ record: "praski-kokon", author: "Gmina: X", text: 'Raz\n"dwa" # trzy' }, "2026-11-22");
  assert.equal(text, '# praski-kokon\ncomments:\n- author: "Gmina: X"\n  date: "2026-11-22"\n  text: "Raz \\"dwa\\" # trzy"\n');
});

test("exports of the current list are safe for spreadsheets", () => {
  assert.equal(cell("=1+1"), "'=1+1");
  assert.equal(cell('a;"b"'), '"a;""b"""');
  /** @type {[string, string, string, string, string, string]} */
  const card = ["x", "@T", "k", "2020", "l", "s"];
  assert.equal(csv(["id"], [card], "https://a/"), "\ufeffid\r\nx;'@T;k;2020;l;s;https://a/katalog/x/\r\n");
  assert.equal(JSON.parse(json([card], "https://a/")).records[0].url, "https://a/katalog/x/");
});

test("comparison marks what differs", () => {
  const found = rows([{ id: "a", title: "A", fields: [ ["goals", ["x"]], ["cost", ["1"]] ] }, { id: "b", title: "B", fields: [ ["goals", ["x"]] ] }]);
  assert.deepEqual(found.map((row) => [row.key, row.same]), [["goals", true], ["cost", false]]);
  assert.deepEqual(chosenIds("?id=a&id=a&id=../b&id=c&id=d&id=e&id=f"), ["a", "c", "d", "e"]);
});
