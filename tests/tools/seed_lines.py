"""No fact of a source description is lost: every line leads to fields, and its facts are in them.

python -m tests.tools.seed_lines FOLDER. The map is tests/catalogue/seed_lines.yml. Facts that are looked
for: numbers (dates and amounts in our forms too), addresses of mail and web, and words with a capital
letter, by their stem, because Polish declines names.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale

from generator.catalogue import dates_shown, read
from generator.catalogue.lines import Speaker
from generator.catalogue.model import Catalogue, Revision
from generator.commands.catalogue_files import texts
from generator.i18n.messages import Messages
from generator.kernel import yaml
from generator.kernel.slugs import fold

ROOT = Path(__file__).parents[2]
MAP = ROOT / "tests" / "catalogue" / "seed_lines.yml"
_NUMBER = re.compile(r"\d[\d.,:  -]*\d|\d")
_ADDRESS = re.compile(r"[\w.]+@[\w.]+\w|https?://[\w.]+\w")
_NAME = re.compile(r"(?<![.!?:•–-]\s)(?<!^)(?<=[\s„(/])[A-ZŁŚŻŹĆ][\w-]{2,}")
# Words with a capital that are no names of anything: they begin a point or belong to the page.
_ORDINARY = frozenset(["jako", "prog", "progr", "proj", "proje", "mode", "stan", "stand", "standa"])
_NUMERALS = {"pieciu": "5"}


def lines_of(text: str) -> dict[int, str]:
    return {number: line.strip() for number, line in enumerate(text.splitlines(), 1) if line.strip()}


def facts(line: str) -> Iterator[str]:
    """What must be found again, each as a key of its own kind."""
    for match in _ADDRESS.findall(line):
        yield match.lower()
    plain = re.sub(r"^\s*\d+\.\s", "", _ADDRESS.sub(" ", line))
    for match in _NUMBER.findall(plain):
        digits = re.sub(r"\D", "", match)
        if digits and not (len(digits) == 1 and len(match) > 2):
            yield digits
    for word in _NAME.findall(plain):
        if stem(word) not in _ORDINARY:
            yield stem(word)


def stem(word: str) -> str:
    """What stays of a name through its cases; a numeral is its number."""
    folded = fold(word)
    if folded in _NUMERALS:
        return _NUMERALS[folded]
    return folded[: max(4, len(folded) - 4)] if len(folded) > 4 else folded[:3]


def told(value: Any, catalogue: Catalogue, speak: Speaker) -> Iterator[str]:
    """All text that a field carries, with the names it points at and its dates in words and digits."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _behind(key, inner, catalogue, speak)
            yield from told(inner, catalogue, speak)
    elif isinstance(value, list):
        for inner in value:
            yield from told(inner, catalogue, speak)
    else:
        yield str(value)


_NAMED = {"institution": ["institutions"], "act": ["acts"], "programme": ["programmes"], "place": ["places"]}
_NAMED["part_of"] = ["institutions", "places"]


def _behind(key: str, value: Any, catalogue: Catalogue, speak: Speaker) -> Iterator[str]:
    """What a reader sees in place of an id, a code or a date."""
    for kind in _NAMED.get(key, ()):
        if value in catalogue.entities(kind):
            yield from told(catalogue.entities(kind)[value].data, catalogue, speak)
    if key == "edtf":
        yield from _dates(str(value), speak)
    elif key == "target" and value in catalogue.records:
        yield catalogue.records[value].title
        yield str(catalogue.records[value].current.data["summary"])
    elif key == "code":
        yield str(Locale("en").languages[value])


def _dates(edtf: str, speak: Speaker) -> Iterator[str]:
    yield dates_shown.text(edtf, speak.t)
    for year, month, day in re.findall(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", edtf):
        yield f"{day}.{month}.{year} {int(day or 0)}.{month}.{year}"


def at(revision: Revision, path: str) -> Any:
    """The value at "outputs[4].areas"; KeyError when the record has none."""
    value: Any = revision.data
    for step in re.findall(r"[a-z_]+|\[\d+\]", path):
        value = value[int(step[1:-1])] if step.startswith("[") else value[step]
    return value


def missing(line: str, carried: str) -> list[str]:
    digits = re.sub(r"\D", " ", carried.replace(".", "").replace(",", "").replace("-", "").replace(":", ""))
    squeezed = re.sub(r"\D", "", carried)
    folded = fold(carried)
    found = []
    for fact in facts(line):
        if fact.isdigit():
            if fact not in digits.split() and fact.lstrip("0") not in digits.split() and fact not in squeezed:
                found.append(fact)
        elif fact not in (carried.lower() if "@" in fact or "//" in fact else folded):
            found.append(fact)
    return found


def check(seeds: Path, mapped: Mapping[str, Any], catalogue: Catalogue) -> Iterator[str]:
    """A line for everything that is lost."""
    speak = Speaker(catalogue, Messages("pl", "catalogue"))
    for name, entry in mapped.items():
        (path,) = sorted(seeds.glob(f"{name}_*.txt"))
        id, _, number = entry["record"].partition("/r")
        revision = catalogue.records[id].revisions[int(number) - 1]
        lines = lines_of(path.read_text("utf-8"))
        for line in sorted(set(lines) - {int(k) for k in entry["lines"]}):
            yield f"{path.name}:{line}: no field carries it"
        for key, fields in entry["lines"].items():
            line = int(key)
            if line not in lines:
                yield f"{path.name}:{line}: the map names a line that is blank or not there"
            elif isinstance(fields, list):
                try:
                    carried = " ".join(t for f in fields for t in told(at(revision, f), catalogue, speak))
                except (KeyError, IndexError, TypeError):
                    yield f"{path.name}:{line}: {entry['record']} has no {fields}"
                    continue
                for fact in missing(lines[line], carried):
                    yield f'{path.name}:{line}: "{fact}" is in none of {", ".join(fields)}'


def main() -> int:
    document, problems = yaml.parse(MAP.read_text("utf-8"), MAP.name)
    catalogue, wrong = read.read(texts(ROOT))
    assert document
    assert not problems
    assert not wrong
    assert isinstance(document.value, dict)
    lost = list(check(Path(sys.argv[1]), document.value, catalogue))
    count = sum(len(entry["lines"]) for entry in document.value.values())
    sys.stdout.write("".join(f"{line}\n" for line in lost) + f"{count} lines mapped, {len(lost)} facts lost\n")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
