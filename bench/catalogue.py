"""The catalogue at 1,000, 10,000 and (--full) 100,000 generated records: python -m bench.catalogue [--full] [--peers].

Records have the length and the skew of the shipped ones: few programmes and themes, many leads of which
a few lead most, years that cluster, half of the places unknown. The lower bound is loading the same YAML
with PyYAML's C loader and doing nothing else. Nothing is random: the seed is fixed.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import marshal
import os
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import yaml

from generator.catalogue import check, files, kept, products, read, registry, render, room
from generator.catalogue.imports import blank
from generator.catalogue.model import Catalogue
from generator.catalogue.room import Room
from generator.i18n.messages import Messages
from generator.kernel import digest
from generator.kernel.markup import Html, escape
from generator.kernel.memo import Memo
from generator.kernel.pages import DeferredPage, PublicFile
from generator.kernel.problems import Severity
from tests.tools.prepare import node

from . import catalogue_browser

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "bench" / "results" / "catalogue.md"
WORDS = [
    "rodzina",
    "wsparcie",
    "gmina",
    "asystent",
    "plan",
    "zespół",
    "usługa",
    "szkoła",
    "powiat",
    "dom",
    "pomoc",
    "praca",
    "dziecko",
    "krok",
    "droga",
    "sąsiad",
]
NOTHING: Mapping[str, str] = {}
LARGEST = 10_000
"""More records than these are these again under other ids and titles."""
THEMES = ("local-cooperation", "staff", "standards", "family", "social-services-centre", "cooperation", "coordination")
GROUPS = ("families", "social-workers", "local-government", "children", "ngo", "residents")


def generated(count: int) -> dict[str, str]:
    """The files of a catalogue: shipped institutions and places, `count` records, a registry."""
    random_ = random.Random(20261122)
    shipped = ROOT / "content" / "catalogue"
    found = {
        f"content/catalogue/{name}.yml": (shipped / f"{name}.yml").read_text("utf-8")
        for name in ("institutions", "programmes", "acts", "places")
    }
    names = {
        name: sorted(yaml.safe_load(found[f"content/catalogue/{name}.yml"])[name]) for name in ("programmes", "places")
    }
    leads = [f"bench-{i}" for i in range(max(20, count // 20))]
    added = "".join(
        f'  {id}: {{name: "{" ".join(random_.sample(WORDS, 6))} {i}", kind: assistance-centre}}\n'
        for i, id in enumerate(leads)
    )
    found["content/catalogue/institutions.yml"] += added
    t = Messages("pl", "catalogue_cli")
    model = yaml.safe_load(blank.text("x", "x", "2026-11-22", t))
    registry_ = [registry.HEAD]
    for number in range(count):
        id = f"rekord-{number}"
        text = _record(model, id, random_, names, leads)
        found[f"content/catalogue/{id}/r1.yml"] = text
        # As `szkola catalogue publish` writes it.
        registry_.append(f'  {id}:\n    allocated: "2026-11-22"\n    revisions:\n      r1: "{digest.sha256(text)}"\n')
    found["content/catalogue/registry.yml"] = "".join(registry_)
    return found


class Repeated(Mapping[str, str]):
    """Ten thousand records again and again; a text is made when it is read, so that none is held."""

    def __init__(self, sources: Mapping[str, str], count: int) -> None:
        self.sources = sources
        self.own = {f"content/catalogue/rekord-{n}/r1.yml": n for n in range(count)}
        lines = [registry.HEAD]
        for path, number in self.own.items():
            lines.append(f'  rekord-{number}:\n    allocated: "2026-11-22"\n    revisions:\n')
            lines.append(f'      r1: "{digest.sha256(self[path])}"\n')
        self.shared = {p: text for p, text in sources.items() if "/rekord-" not in p}
        self.shared["content/catalogue/registry.yml"] = "".join(lines)

    def __getitem__(self, path: str) -> str:
        if path not in self.own:
            return self.shared[path]
        number = self.own[path]
        first = f"rekord-{number % LARGEST}"
        text = self.sources[f"content/catalogue/{first}/r1.yml"]
        return re.sub(rf"\b{first}\b", f"rekord-{number}", text)

    def __iter__(self) -> Iterator[str]:
        yield from (*self.own, *self.shared)

    def __len__(self) -> int:
        return len(self.own) + len(self.shared)


def _record(model: dict[str, object], id: str, r: random.Random, names: dict[str, list[str]], leads: list[str]) -> str:
    def words(count: int) -> str:
        return " ".join(r.choice(WORDS) for _ in range(count)).capitalize()

    start = 2004 + int(r.betavariate(4, 2) * 20)
    lead = leads[min(int(r.paretovariate(0.6)) - 1, len(leads) - 1)]
    place = r.choice(names["places"])
    record = model | {
        "id": id,
        "kind": r.choices(("project", "programme", "training-cycle", "public-service"), (80, 5, 12, 3))[0],
        "title": f"{words(4)} {id}",
        "summary": f"{words(18)}.",
        "description": f"{words(60)}.\n\n{words(40)}.\n",
        "period": {"edtf": f"{start}/{start + r.randint(0, 4)}"},
        "places": [{"name": words(1), "place": place}] if r.random() < 0.5 else {"presence": "unknown"},
        "parties": [
            {"institution": lead, "role": "lead"},
            *({"name": words(3), "role": "partner"} for _ in range(r.randint(0, 4))),
        ],
        "goals": [{"text": f"{words(9)}."} for _ in range(r.randint(1, 4))],
        "target_groups": [{"text": words(6), "number": r.randint(5, 900), "unit": "osób"}],
        "activities": [{"name": words(3), "kind": "support", "text": f"{words(12)}."} for _ in range(r.randint(1, 5))],
        "stages": [
            {"id": f"e{i}", "list": "phase", "name": words(4), "state": r.choice(("done", "current", "planned")),
             "period": {"edtf": f"{start}-0{i + 1}/{start}-0{i + 3}"}}
            for i in range(r.randint(1, 4))
        ],
        "funding": {
            "programme": r.choices(names["programmes"], [1.0 / (i + 1) for i in range(len(names["programmes"]))])[0],
            "amounts": [{"what": "total", "amount": f"{r.randint(10000, 9999999)}.00", "currency": "PLN"}],
            "acknowledgement": {"presence": "not-stated"},
        },
    }  # fmt: skip
    record["sources"] = [{"id": "SEED-PK1", "role": "snapshot"}]
    record["enrichment"] = {
        "asserted_by": "bench", "date": "2026-11-22", "verification": r.choices(("full", "partial"), (30, 70))[0],
        "themes": r.sample(THEMES, r.choices((1, 2), (80, 20))[0]), "groups": r.sample(GROUPS, r.randint(1, 2)),
    }  # fmt: skip
    return yaml.dump(record, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False)


def timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def loading(sources: Mapping[str, str]) -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for text in sources.values():
        yaml.load(text, Loader=loader)


def made(catalogue: Catalogue, memo: Memo) -> Room:
    return room.of(catalogue, t=Messages("pl", "catalogue"), markdown=lambda text, _: Html(escape(text)), memo=memo)


def whole(
    sources: Mapping[str, str], memo: Memo, take: Callable[[kept.File], None], held: Mapping[str, str] = NOTHING
) -> tuple[Room, Mapping[str, str]]:
    """Everything that a build asks of the room: the model, the pages' contents, the files one by one.

    `held` are the keys of the pages whose contents the engine still has; it asks for the others.
    """
    catalogue, problems = read.read(sources, memo)
    problems += tuple(check.check(catalogue, memo=memo))
    errors = [p for p in problems if p.severity is Severity.ERROR]
    assert not errors, errors[:3]
    found = made(catalogue, memo)
    keys: dict[str, str] = {}

    def ask(pages: Iterable[DeferredPage]) -> None:
        for page in pages:
            keys[page.path] = page.key
            if held.get(page.path) != page.key:
                page.made()

    parts = {}
    for record in catalogue.records.values():
        product = products.product(found, record)
        ask(product.pages)
        for file in product.files:
            take(file)
        parts[record.id] = product.part
    ask(render.shared(found))
    for file in files.shared(found, [part for revision in found.current if (part := parts[revision.id])]):
        take(file)
    return found, keys


def measured(count: int, *, peers: bool) -> dict[str, object]:
    """Times are processor seconds of one core, so that a busy machine tells the same."""
    sources = generated(min(count, LARGEST))
    edited = dict(sources)
    path, ids = "content/catalogue/rekord-7/r1.yml", "content/catalogue/registry.yml"
    edited[path] = edited[path].replace("summary: ", "summary: Zmiana. ")
    edited[ids] = edited[ids].replace(digest.sha256(sources[path]), digest.sha256(edited[path]))
    every = Repeated(sources, count) if count > LARGEST else sources
    gc.collect()
    gc.freeze()  # what the benchmark itself holds is no work of the catalogue's
    bound = [timed(lambda: loading(sources))[0]]
    standing: dict[str, tuple[str, int]] = {}
    browsed: dict[str, bytes] = {}

    def take(file: kept.File) -> None:
        assert isinstance(file, PublicFile)
        standing[file.path] = (digest.sha256(file.data), len(file.data))
        if "/browse/" in file.path and "/record/" not in file.path:
            browsed[file.path] = file.data

    memo = Memo()
    cold, (found, held) = timed(partial(whole, every, memo, take))
    bound.append(timed(lambda: loading(sources))[0])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    alone = sum(bound) / 2 * count / min(count, LARGEST)
    result: dict[str, object] = {
        "records": count,
        "pages": len(held),
        "files": len(standing),
        "yaml_alone_s": round(alone, 2),
        "cold_s": round(cold, 2),
        "cold_ratio": round(cold / alone, 2),
        "peak_MB": peak,
    }
    page = next(p for p in render.shared(found) if p.path == "katalog/index.md").body
    result |= first_load(page, browsed) | clicked(browsed)
    with tempfile.TemporaryDirectory() as folder:
        result |= catalogue_browser.measured(found, browsed, page, Path(folder), peers=peers)
    if count <= LARGEST:
        result |= again(sources, edited, memo, standing, held)
    gc.unfreeze()
    return {**result, "load": round(os.getloadavg()[1], 1)}


def again(
    sources: Mapping[str, str],
    edited: Mapping[str, str],
    memo: Memo,
    standing: Mapping[str, tuple[str, int]],
    held: Mapping[str, str],
) -> dict[str, object]:
    """The builds after the first, each beside a loading of the YAML; of three the middle one."""
    data = marshal.dumps(memo.now)
    remembering, now = timed(lambda: marshal.loads(data))
    memo.now.clear()
    gc.collect()
    same: list[float] = []
    edit: list[float] = []
    bounds: list[float] = []
    for _ in range(3):
        bounds.append(timed(lambda: loading(sources))[0])
        for changed, ratios in ((sources, same), (edited, edit)):
            spent, _room = timed(partial(whole, changed, Memo(now, standing=standing), passed, held))
            ratios.append(spent / bounds[-1])
            del _room
    return {
        "same_ratio": round(statistics.median(same), 2),
        "one_edit_ratio": round(statistics.median(edit), 2),
        "memory_load_ratio": round(remembering / statistics.median(bounds), 2),
        "memory_MB": round(len(data) / 1e6, 1),
    }


def passed(file: kept.File) -> None:
    """Nobody keeps it."""


def first_load(page: Html, sizes: Mapping[str, bytes]) -> dict[str, object]:
    """Gzipped bytes of the list before anyone touches it, and of what the first touch brings."""
    scripts = ROOT / "generator" / "browser" / "catalogue"
    names = (
        "mount.js",
        "list.js",
        "facets.js",
        "data.js",
        "filter.js",
        "state.js",
        "views.js",
        "table.js",
        "catalogue.css",
    )
    texts = json.dumps(dict(Messages("pl", "catalogue").all()), ensure_ascii=False)
    first = [page.encode(), texts.encode(), *((scripts / name).read_bytes() for name in names)]
    columns = [data for path, data in sizes.items() if "/browse/facet-" in path or path.endswith("/browse/index.json")]
    return {
        "first_load_kB": round(sum(len(gzip.compress(data)) for data in first) / 1000, 1),
        "first_touch_kB": round(sum(len(gzip.compress(data)) for data in columns) / 1000, 1),
    }


def clicked(sizes: Mapping[str, bytes]) -> dict[str, object]:
    """One filter over all records in Node: the work between a click and the numbers to paint."""
    base = "katalog/api/v1/browse/"
    index = json.loads(sizes[f"{base}index.json"])
    columns = [json.loads(sizes[f"{base}facet-{f['id']}.json"]) for f in index["facets"]]
    given = {"count": index["count"], "sizes": [len(f["values"]) for f in index["facets"]], "columns": columns}
    done = subprocess.run(
        [node(), "--input-type=module", "-e", _CLICK], cwd=ROOT, input=json.dumps(given), capture_output=True,
        text=True, check=True,
    )  # fmt: skip
    return {"filter_ms": float(done.stdout)}


_CLICK = """
import { apply, column } from "./generator/browser/catalogue/filter.js";
const given = JSON.parse(await new Response(process.stdin).text());
const columns = given.columns.map((cells, i) => column(cells, given.sizes[i]));
const chosen = columns.map((c, i) => new Set(i === 1 ? [0, 1] : i === 3 ? [2] : []));
const times = [];
for (let i = 0; i < 25; i++) {
  const before = process.cpuUsage();
  apply(given.count, columns, chosen);
  const used = process.cpuUsage(before);
  times.push((used.user + used.system) / 1000);
}
process.stdout.write(times.sort((a, b) => a - b)[12].toFixed(2));
"""


TARGETS = (
    ("cold_ratio", "all from YAML, against loading the YAML alone", "≤ 4"),
    ("same_ratio", "nothing changed", "≤ 0.3"),
    ("one_edit_ratio", "one record edited", "≤ 0.3"),
    ("memory_load_ratio", "reading the last build's memory, once before either of the two", ""),
    (
        "click_ms",
        "filter click to repainted list and counts, ms × 6 (median)",
        "≤ 50; 100,000: ≤ 150",
    ),
    ("click_most_ms", "the slowest of eight clicks", ""),
    ("filter_ms", "the filter alone, in Node, full speed", ""),
    ("first_load_kB", "first load of the list, gzip", "≤ 40; 100,000: ≤ 150"),
    ("first_touch_kB", "what the first touch of a filter brings, gzip", ""),
    ("peak_MB", "memory at its most, MB", "≤ 4096"),
    ("memory_MB", "what is remembered for the next build, MB", ""),
    ("yaml_alone_s", "loading the YAML alone, s", ""),
    ("cold_s", "all from YAML, s", ""),
    ("load", "load of the machine", ""),
    ("pages", "pages", ""),
    ("files", "other files", ""),
    ("pagefind_ms", "Pagefind: the same choices until twenty results are there, ms × 6 (median)", ""),
    ("pagefind_most_ms", "Pagefind: the slowest", ""),
    ("pagefind_fetched_kB", "Pagefind: fetched for the eight choices, kB", ""),
    ("pagefind_index_s", "Pagefind: making its index, s", ""),
    ("datasette_ms", "Datasette: the server's answer with counts, full speed (median)", ""),
    ("datasette_most_ms", "Datasette: the slowest", ""),
)


def table(results: Sequence[Mapping[str, object]]) -> str:
    """The figures as Markdown."""
    counts = [f"{int(str(r['records'])):,}" for r in results]
    lines = [
        "# The catalogue, measured",
        "",
        "`python -m bench.catalogue --full --peers --write`, or a run with `--json` for each number of records and",
        "`--table` over their lines. Generated records with the length and skew of the shipped ones. Ratios are",
        "processor time against loading the same YAML with PyYAML's C loader and doing nothing else, each beside such",
        "a loading in one run; the catalogue parses with the same library (libyaml). Two cores, of which the measured",
        "work uses one.",
        "",
        f"| measure | target | {' | '.join(counts)} |",
        f"|---|---|{'---|' * len(counts)}",
    ]
    for key, name, target in TARGETS:
        if any(key in r for r in results):
            lines.append(f"| {name} | {target} | {' | '.join(str(r.get(key, '–')) for r in results)} |")
    return "\n".join([*lines, "", NOTES, ""])


NOTES = """\
The measured work is what a build asks of the catalogue: model, checks, every page's content, every file. It is not
the theme around the pages and not the disk: files are taken one by one, as they are made, and dropped. In the builds
after the first a page's content is asked for when its key is not the one that the last build had, as the engine asks.
More than 10,000 records are these again under other ids and titles; for them the time of loading the YAML alone is
that of 10,000, so many times. Where the peers' figures stand beside kept lines, they are of an earlier run on the
same records, at a load of 16.7. Datasette has no OR inside a facet, so it is asked for less; painting is
not in its figure, and it needs a server. Pagefind gives results without counts of the other facets' values in the
order of the list, fetches a fragment for each result shown, and paints nothing. A click's figure is the time that
the page's main thread computes (script, style, layout, paint), six times over."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--full", action="store_true", help="100,000 records too")
    parser.add_argument(
        "--peers", action="store_true", help="Pagefind and Datasette beside it, where they are installed"
    )
    parser.add_argument("--json", action="store_true", help="a line for each number of records")
    parser.add_argument("--table", type=Path, metavar="FILE", help="measure nothing: the table of such lines")
    parser.add_argument("--write", action="store_true", help=f"into {RESULTS.relative_to(ROOT)}")
    args = parser.parse_args()
    results: list[dict[str, object]] = []
    if args.table:
        results = [json.loads(line) for line in args.table.read_text("utf-8").splitlines()]
        args.records, args.full = [], False
    for count in (*args.records, *((100_000,) if args.full else ())):
        results.append(measured(count, peers=args.peers and count <= 10_000))
        if args.json:
            print(json.dumps(results[-1]), flush=True)
        else:
            print("  ".join(f"{key} {value}" for key, value in results[-1].items()), flush=True)
    if args.write:
        RESULTS.write_text(table(results), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
