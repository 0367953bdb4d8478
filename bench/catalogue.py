"""The catalogue at 1,000, 10,000 and (--full) 100,000 generated records: python -m bench.catalogue [--full] [--json].

Records have the length and the skew of the shipped ones: few programmes and themes, many leads of which
a few lead most, years that cluster, half of the places unknown. The lower bound is loading the same YAML
with PyYAML's C loader and doing nothing else. Nothing is random: the seed is fixed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import yaml

from generator.catalogue import check, files, products, read, render, render_list, room
from generator.catalogue.imports import blank
from generator.catalogue.model import Catalogue
from generator.catalogue.room import Room
from generator.i18n.messages import Messages
from generator.kernel import digest
from generator.kernel.markup import Html, escape
from generator.kernel.memo import Memo
from generator.kernel.pages import KeptFile, PublicFile
from generator.kernel.problems import Severity
from tests.tools.prepare import node

T = TypeVar("T")
ROOT = Path(__file__).parents[1]
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
    registry = ["schema: 1\nrecords:\n"]
    for number in range(count):
        id = f"rekord-{number}"
        text = _record(model, id, random_, names, leads)
        found[f"content/catalogue/{id}/r1.yml"] = text
        registry.append(f'  {id}: {{allocated: "2026-11-22", revisions: {{r1: "{digest.sha256(text)}"}}}}\n')
    found["content/catalogue/registry.yml"] = "".join(registry)
    return found


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


def loading(sources: dict[str, str]) -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for text in sources.values():
        yaml.load(text, Loader=loader)


def made(catalogue: Catalogue, memo: Memo) -> Room:
    return room.of(catalogue, t=Messages("pl", "catalogue"), markdown=lambda text, _: Html(escape(text)), memo=memo)


def whole(sources: dict[str, str], memo: Memo) -> tuple[Room, int, tuple[PublicFile | KeptFile, ...]]:
    """Everything that a build asks of the room: the model, how many pages, and the files."""
    catalogue, problems = read.read(sources, memo)
    problems += tuple(check.check(catalogue, memo=memo))
    errors = [p for p in problems if p.severity is Severity.ERROR]
    assert not errors, errors[:3]
    found = made(catalogue, memo)
    done = products.products(found)
    return found, len(render.render(found, done)), files.files(found, done)


def measured(count: int) -> dict[str, object]:
    """Times are processor seconds of one core, so that a busy machine tells the same."""
    sources = generated(count)
    bound, _ = timed(lambda: loading(sources))
    memo = Memo()
    cold, (found, pages, written) = timed(lambda: whole(sources, memo))
    first = dict(sources)
    edited = "content/catalogue/rekord-7/r1.yml"
    first[edited] = first[edited].replace("summary: ", "summary: Zmiana. ")
    hash_ = digest.sha256(sources[edited])
    registry = "content/catalogue/registry.yml"
    first[registry] = first[registry].replace(hash_, digest.sha256(first[edited]))
    again = Memo(memo.now)
    same, _ = timed(lambda: whole(sources, again))
    again = Memo(memo.now)
    edit, _ = timed(lambda: whole(first, again))
    sizes = {file.path: file.data for file in written if isinstance(file, PublicFile)}
    return {
        "records": count,
        "pages": pages,
        "files": len(written),
        "yaml_alone_s": round(bound, 2),
        "cold_s": round(cold, 2),
        "cold_ratio": round(cold / bound, 2),
        "same_ratio": round(same / bound, 2),
        "one_edit_ratio": round(edit / bound, 2),
        **first_load(found, sizes),
        **clicked(sizes),
        "peak_MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def first_load(found: Room, sizes: Mapping[str, bytes]) -> dict[str, object]:
    """Gzipped bytes of the list before anyone touches it, and of what the first touch brings."""
    page = next(p for p in render_list.pages(found) if p.path == "katalog/index.md")
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
    first = [page.body.encode(), texts.encode(), *((scripts / name).read_bytes() for name in names)]
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


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", action="store_true", help="100,000 records too")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    for count in (1_000, 10_000, *((100_000,) if args.full else ())):
        result = measured(count)
        if args.json:
            print(json.dumps(result))
        else:
            print("  ".join(f"{key} {value}" for key, value in result.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
