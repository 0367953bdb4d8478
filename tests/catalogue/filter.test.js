import assert from "node:assert/strict";
import { test } from "node:test";

import { apply, column, containing, fold, sorted } from "../../generator/browser/catalogue/filter.js";
import { parse, toggled, write } from "../../generator/browser/catalogue/state.js";

const kind = column([0, 1, 0, 0], 2);
const theme = column([[0, 1], 1, 2, [1, 2]], 3);

test("OR inside a facet, AND between facets", () => {
  const { matches } = apply(4, [kind, theme], [new Set([0]), new Set([0, 2])]);
  assert.deepEqual([...matches], [0, 2, 3]);
  assert.deepEqual([...apply(4, [kind, theme], [new Set([1]), new Set([0])]).matches], []);
});

test("a facet's own counts ignore its own choice", () => {
  const { counts } = apply(4, [kind, theme], [new Set([0]), new Set()]);
  assert.deepEqual([...(counts[0] ?? [])], [3, 1]);
  assert.deepEqual([...(counts[1] ?? [])], [1, 2, 2]);
});

test("counts equal what choosing the value would give, for random data", () => {
  let seed = 7;
  const random = (/** @type {number} */ n) => (seed = (seed * 48271) % 2147483647) % n;
  const columns = [5, 3, 8].map((size) => column(Array.from({ length: 200 }, () => Array.from({ length: 1 + random(2) }, () => random(size))).map((c) => [...new Set(c)]), size));
  const chosen = [new Set([0, 1]), new Set([2]), new Set([1, 3])];
  const { counts } = apply(200, columns, chosen);
  columns.forEach((own, facet) => {
    for (let value = 0; value < own.size; value++) {
      const alone = chosen.map((set, i) => (i === facet ? new Set([value]) : set));
      assert.equal(counts[facet]?.[value], apply(200, columns, alone).matches.length);
    }
  });
});

test("words match from their beginning, without diacritics", () => {
  const found = containing(["praski kokon warszawa", "sukces gdanskiej rodziny"], "Gdań");
  assert.deepEqual([...(found ?? [])], [0, 1]);
  assert.equal(containing(["a"], " – "), null);
  assert.equal(fold("ŁĄKA"), "laka");
});

test("sorting keeps only the matches", () => {
  assert.deepEqual([...sorted(Uint32Array.of(0, 2), [3, 2, 1, 0], 4)], [2, 0]);
  assert.deepEqual([...sorted(Uint32Array.of(0, 2), null, 4)], [0, 2]);
});

test("the address holds the whole state and nothing usual", () => {
  const state = parse(new URLSearchParams("?kind=b&kind=a&q=kokon&sort=start&page=2&obce=1"), ["kind", "theme"]);
  assert.equal(write(state), "?kind=a&kind=b&q=kokon&sort=start&page=2");
  assert.equal(write(toggled(toggled(state, "kind", "a"), "kind", "b")), "?q=kokon&sort=start");
  assert.equal(write(parse(new URLSearchParams("?sort=zły&page=-1"), ["kind"])), "");
});
