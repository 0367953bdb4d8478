"""One page of each kind. A room that adds a kind of page adds its line here."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "home": "",
    "home in English": "index.en/",
    "section": "moduly/",
    "module": "moduly/a1-po-co-nam-kooperacja/",
    "module in Ukrainian": "moduly/a1-po-co-nam-kooperacja.uk/",
    "procedure": "procedury/niebieskie-karty/",
    "standard": "standardy/sciaga-prawna/",
    "guide": "dla-trenerow/jak-napisac-modul/",
    "page": "pomoc/",
    "quiz": "quizy/b1/",
    "case": "quizy/s1/",
    "glossary": "slownik/",
    "index": "indeks/",
    "topics": "tagi/",
    "topic": "tagi/prawo/",
    "news": "co-nowego/",
    "declaration": "deklaracja-dostepnosci/",
    "catalogue": "katalog/",
    "record": "katalog/praski-kokon/",
    "path": "sciezki/a/",
    "locked": "przewodniki/a1/",
    "search": "szukaj/?q=kokon",
    "unlock": "otworz/",
    "missing": "nie-ma-takiej-strony/",
}
