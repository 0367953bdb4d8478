import assert from "node:assert/strict";
import { test } from "node:test";

import { current } from "../../../generator/browser/theme/contents.js";
import { wanted } from "../../../generator/browser/theme/path.js";
import { pieces } from "../../../generator/browser/theme/listen.js";
import { known } from "../../../generator/browser/theme/preferences.js";
import { translator } from "../../../generator/browser/shared/messages.js";
import { store } from "../../../generator/browser/shared/storage.js";

test("the section being read is the last one past the line", () => {
  assert.equal(current([-300, -20, 180, 900], 200), 2);
  assert.equal(current([250, 900], 200), -1);
  assert.equal(current([], 200), -1);
});

test("reading aloud cuts at sentences and never makes an endless piece", () => {
  assert.deepEqual(pieces(["Ala ma kota.  Kot ma „Alę”? Tak!"]), ["Ala ma kota.", "Kot ma „Alę”?", "Tak!"]);
  const long = pieces([`${"słowo ".repeat(200)}.`]);
  assert.ok(long.length > 4 && long.every((piece) => piece.length <= 220));
  assert.deepEqual(pieces(["", "   "]), []);
});

test("only known preferences are taken from storage", () => {
  assert.deepEqual(known({ scheme: "dark", text: "huge", extra: 1 }), { scheme: "dark", text: "", contrast: "" });
  assert.deepEqual(known(null), { scheme: "", text: "", contrast: "" });
  assert.deepEqual(known("dark"), { scheme: "", text: "", contrast: "" });
});

test("messages choose the CLDR plural and name what is missing", () => {
  const t = translator({ found: { one: "{count} wynik", few: "{count} wyniki", many: "{count} wyników", other: "?" }, plain: "{{x}}" }, "pl");
  assert.deepEqual([1, 3, 5, 22, 112].map((count) => t("found", { count })), ["1 wynik", "3 wyniki", "5 wyników", "22 wyniki", "112 wyników"]);
  assert.equal(t("plain"), "{x}");
  assert.throws(() => t("gone"), RangeError);
  assert.throws(() => t("found"), RangeError);
});

test("storage that throws or holds nonsense is an empty storage", () => {
  const forbidden = store(() => {
    throw new DOMException("no");
  });
  assert.equal(forbidden.get("a"), null);
  assert.equal(forbidden.set("a", 1), false);
  forbidden.remove("a");
  assert.deepEqual(forbidden.keys(""), []);
  const broken = store(() => /** @type {Storage} */ (/** @type {unknown} */ ({ getItem: () => "{" })));
  assert.equal(broken.get("a"), null);
});

test("what a page or a script asks for, for keeping a path", () => {
  const assets = "https://x.example/assets/1/";
  const html = '<link href="../assets/1/site.css"><img src="a.svg"><a href="../b/"><div data-component="quizzes">';
  assert.deepEqual(wanted("https://x.example/p/", html, assets, "pl"), [
    "https://x.example/assets/1/site.css",
    "https://x.example/p/a.svg",
    "https://x.example/assets/1/quizzes/mount.js",
  ]);
  const script = 'import { a } from "../shared/a.js"; const t = await context.messages("quizzes"); (await import("./b.js")).b();';
  assert.deepEqual(wanted(`${assets}quizzes/mount.js`, script, assets, "uk"), [
    "https://x.example/assets/1/shared/a.js",
    "https://x.example/assets/1/quizzes/b.js",
    "https://x.example/assets/1/i18n/uk/quizzes.json",
  ]);
  assert.deepEqual(wanted("https://x.example/p/a.svg", html, assets, "pl"), []);
});
