"""Text, queries and inflection pairs for the search benchmark.

The text is LibreOffice's Polish help (Debian: libreoffice-help-pl), the pairs come from hunspell-pl, and base forms
from simplemma: none of them is the dictionary that our index uses.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import simplemma

from generator.kernel import digest
from generator.search.extract import sections
from generator.search.fold import fold, words
from generator.search.section import Section

_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LETTERS = "abcdefghijklmnoprstuwyz"


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    relevant: frozenset[str]


def corpus(help_folder: Path, size: int) -> list[Section]:
    """`size` sections of at least twelve words, all different, one a page; spread evenly over the help."""
    found: dict[str, Section] = {}
    for file in sorted(help_folder.rglob("*.html")):
        html = file.read_text("utf-8")
        title = _TITLE.search(html)
        name = file.relative_to(help_folder).as_posix()
        for section in sections(html[html.find('<div id="DisplayArea"') :], url=name, title=title[1] if title else ""):
            text = section.text.replace("Help content debug info", "").partition(": This page is:")[0].strip()
            if len(text.split()) >= 12:
                found.setdefault(text, Section(f"{name[:-5]}/{digest.short(text)}/", "", section.heading, text))
    ordered = sorted(found.values(), key=lambda s: hashlib.sha256(s.url.encode()).hexdigest())
    return ordered[:size]


def grown(base: Sequence[Section], size: int) -> list[Section]:
    """As many sections as wanted, the further ones out of sentences of several."""
    rng = random.Random(11)
    made = list(base)
    while len(made) < size:
        parts = [rng.choice(base) for _ in range(3)]
        text = " ".join(sentence for part in parts for sentence in rng.sample(part.text.split(". "), 1))
        made.append(Section(f"made/{len(made)}/", "", parts[0].heading, text))
    return made[:size]


def queries(texts: Sequence[Section], count: int) -> dict[str, list[Query]]:
    """Known items: three different words of one section, in base form, without diacritics, with a typo; headings.

    A word has four letters or more and stands in 2 to 300 sections; all sections with all three words count as
    relevant only if they hold the same words in the same forms.
    """
    rng = random.Random(7)
    held = [words(f"{s.heading} {s.text}") for s in texts]
    df = Counter(word for found in held for word in set(found))
    made: dict[str, list[Query]] = defaultdict(list)
    for number in rng.sample(range(len(texts)), len(texts)):
        usable = sorted(
            {w for w in held[number] if w.isalpha() and len(w) > 3 and 2 <= df[w] <= 300}, key=lambda w: (df[w], w)
        )[:12]
        if len(usable) < 6:
            continue
        typed = rng.sample(usable, 3)
        base = [simplemma.lemmatize(word, "pl").lower() for word in typed]
        if len(set(base)) < 3:
            continue
        relevant = frozenset({texts[number].url})
        slip = rng.randrange(3)
        wrong = [_typo(word, rng) if i == slip else word for i, word in enumerate(base)]
        made["as typed"].append(Query(" ".join(typed), relevant))
        made["base form"].append(Query(" ".join(base), relevant))
        made["no diacritics"].append(Query(" ".join(fold(word) for word in base), relevant))
        made["one typo"].append(Query(" ".join(wrong), relevant))
        made["one word"].append(Query(base[slip], relevant))
        made["one word, typo"].append(Query(wrong[slip], relevant))
        if len(made["base form"]) == count:
            break
    return dict(made)


def _typo(word: str, rng: random.Random) -> str:
    """One letter changed, lost, doubled up or swapped with the next; anywhere."""
    at = rng.randrange(len(word))
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + rng.choice(_LETTERS) + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + rng.choice(_LETTERS) + word[at:]
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


@dataclass(frozen=True, slots=True)
class Pair:
    """`query` is one form; `relevant` hold another and not this one; `family` hold any form of the word."""

    query: str
    relevant: frozenset[str]
    family: frozenset[str]


def pairs(texts: Sequence[Section], dictionary: Path, count: int) -> list[Pair]:
    """Forms of one root of hunspell-pl, roots in an order of their own.

    A form may belong to several roots ("małym": mały, mała); a text with a form of any of them is of the family.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    for section in texts:
        for word in set(words(f"{section.heading} {section.text}")):
            holders[word].add(section.url)
    rules = _rules(dictionary.with_suffix(".aff"))
    families = _families(dictionary, rules, holders)
    roots = sorted(families, key=lambda root: hashlib.sha256(root.encode()).hexdigest())
    of_form: dict[str, list[str]] = defaultdict(list)
    for root in roots:
        for form in families[root]:
            of_form[form].append(root)
    rng = random.Random(5)
    found = []
    for root in roots:
        forms = families[root]
        here = [form for form in forms if 1 <= len(holders.get(form, ())) <= 60]
        if not here or len({fold(form) for form in forms}) < 3:
            continue
        other = rng.choice(here)
        query = rng.choice([form for form in forms if fold(form) != fold(other)])
        relevant = holders[other] - holders.get(query, set())
        related = {form for root in of_form[query] for form in families[root]}
        family = set().union(*(holders.get(form, set()) for form in related))
        if relevant:
            found.append(Pair(query, frozenset(relevant), frozenset(family)))
        if len(found) == count:
            break
    return found


def _families(
    dictionary: Path, rules: Mapping[str, list[tuple[str, str, re.Pattern[str]]]], held: Mapping[str, object]
) -> dict[str, list[str]]:
    """Roots that a text has a form of, with all their forms; lower-case roots of three letters or more."""
    found = {}
    for line in dictionary.read_text("iso-8859-2").split("\n")[1:]:
        root, _, flags = line.strip().partition("/")
        if flags and root.islower() and len(root) > 2:
            forms = sorted({root, *_forms(root, flags, rules)})
            if any(form in held for form in forms):
                found[root] = forms
    return found


def _rules(affixes: Path) -> Mapping[str, list[tuple[str, str, re.Pattern[str]]]]:
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = defaultdict(list)
    for line in affixes.read_text("iso-8859-2").split("\n"):
        parts = line.split()
        if len(parts) >= 5 and parts[0] == "SFX":
            strip, add = ("" if part == "0" else part for part in parts[2:4])
            rules[parts[1]].append((strip, add.partition("/")[0], re.compile(f"{parts[4]}$")))
    return rules


def _forms(root: str, flags: str, rules: Mapping[str, list[tuple[str, str, re.Pattern[str]]]]) -> Iterator[str]:
    for flag in flags:
        for strip, add, condition in rules.get(flag, ()):
            if condition.search(root) and root.endswith(strip):
                yield root[: len(root) - len(strip)] + add
