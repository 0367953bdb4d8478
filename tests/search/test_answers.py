"""What readers may expect of an answer, asked of the browser's client."""

from __future__ import annotations

import pytest

from generator.glossary.read import FILE, read
from generator.search import synonyms
from tests.search.asking import ask, section, urls

HELP = [
    section("rodzina/", "Asystent rodziny", "Pomaga w domu rodziny i dzieci. Plan pracy powstaje razem."),
    section("zespol/", "Zespół interdyscyplinarny", "Powołuje go wójt. Do zespołu wchodzi kurator."),
    section("karta/", "Procedura „Niebieskie Karty”", "Zaczyna formularz.", kind="procedure", tags=("przemoc",)),
    section("karta/", "Kroki", "Wypełnij formularz A.", anchor="kroki", trail=("Procedura",), kind="procedure"),
    section("zasilek/", "Zasiłki", "Zasiłek celowy i okresowy przyznaje gmina.", paths=("b",)),
    section("psy/", "Zwierzęta", "Pies pomaga w terapii. Ludzie lubią psy. Rok temu było inaczej."),
    section("en/family/", "Family assistant", "Children and families.", language="en"),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("asystenta rodziny", "rodzina/"),
        ("zespol", "zespol/"),
        ("zespołami", "zespol/"),
        ("zasilku", "zasilek/"),
        ("niebieskie karty procedura", "karta/"),
        ("dziecko", "rodzina/"),
        ("psa", "psy/"),
        ("człowiek", "psy/"),
        ("lata", "psy/"),
        ("child", "en/family/"),
        ("asystentt", "rodzina/"),
        ("xodziny", "rodzina/"),
        ("ordzina", "rodzina/"),
        ("interdyscpylinarmy", "zespol/"),
        ("terap", "psy/"),
        ("niewypełnionych", "karta/#kroki"),
    ],
)
def test_the_section_is_found_first(typed: str, found: str) -> None:
    (answer,) = ask(HELP, [typed])
    assert urls(answer)[0] == found
    assert answer["missing"] == []


def test_inflected_forms_light_up() -> None:
    (answer,) = ask(HELP, ["dziecko"])
    pieces = answer["results"][0]["snippet"]
    assert [piece["text"] for piece in pieces if piece["hit"]] == ["dzieci"]
    assert "".join(piece["text"] for piece in pieces) == HELP[0].text


def test_a_phrase_must_stand_as_typed() -> None:
    texts = [section("a/", "A", "plan pomocy rodzinie"), section("b/", "B", "pomocy plan, rodzinie")]
    answers = ask(texts, ["„plan pomocy”", '"pomocy plan"', '"plan pomocy', 'rodzina -"plan pomocy"'])
    assert [urls(answer) for answer in answers] == [["a/"], ["b/"], ["a/", "b/"], ["b/"]]


def test_a_word_with_a_minus_keeps_sections_out() -> None:
    answer, hyphen = ask(HELP, ["rodzina -plany", "ex-plany"])
    assert "rodzina/" not in urls(answer)
    assert "rodzina/" in urls(hyphen)


def test_filters_hold_together_and_values_of_one_are_alternatives() -> None:
    by_kind, by_tag, by_path, by_language, both = ask(
        HELP,
        [
            ("formularz", {"filters": {"kind": ["procedure"]}}),
            ("formularz procedura", {"filters": {"tag": ["przemoc"]}}),
            ("gmina rodzina", {"filters": {"path": ["b"]}}),
            ("family rodzina", {"filters": {"language": ["en"]}}),
            ("formularz", {"filters": {"kind": ["page", "procedure"], "language": ["en"]}}),
        ],
    )
    assert set(urls(by_kind)) == {"karta/", "karta/#kroki"}
    assert urls(by_tag) == ["karta/"]
    assert urls(by_path) == ["zasilek/"]
    assert urls(by_language) == ["en/family/"]
    assert urls(both) == []


def test_the_whole_heading_goes_first_and_the_exact_spelling_before_it() -> None:
    many = [section(f"p{n}/", "Praca", "praca " * 9) for n in range(3)]
    texts = [*many, section("z/", "Prace", "krótko"), section("a/", "Praca z ludźmi", "praca praca praca")]
    exact, other = ask(texts, ["prace", "praca"])
    assert urls(exact)[0] == "z/"
    assert urls(other)[:3] == ["p0/", "p1/", "p2/"]
    assert urls(other)[-1] == "a/"


def test_a_section_without_the_small_words_of_a_question_loses_little() -> None:
    small = [section(f"m{n}/", f"Uwaga {n}", "po co w ogóle czy jak " * 2 + "gmina") for n in range(30)]
    (answer,) = ask([*small, section("z/", "Spotkania", "superwizja")], ["po co w ogóle superwizja"])
    assert urls(answer)[0] == "z/"


def test_among_equals_the_spelling_as_typed_goes_first() -> None:
    texts = [section("a/", "Sekcja", "umowami"), section("b/", "Sekcja", "umową"), section("c/", "Sekcja", "umowy")]
    answers = ask(texts, ["umowy", "umową", "umów"])
    assert [urls(answer)[0] for answer in answers] == ["c/", "b/", "a/"]


def test_equal_scores_keep_the_order_of_addresses() -> None:
    texts = [section(f"{letter}/", f"Sekcja {letter}", "kooperacja") for letter in "dbca"]
    (answer,) = ask(texts, ["kooperacji"])
    assert urls(answer) == ["a/", "b/", "c/", "d/"]


def test_names_of_one_thing_find_each_other() -> None:
    texts = [
        section("pelna/", "Wsparcie", "Zgłoś się do ośrodka pomocy społecznej."),
        section("skrot/", "Adresy", "Pracownik OPS odpowie, gdzie pytać."),
        section("prawo/", "Przepisy", "Zob. art. 119 ustawy."),
    ]
    names = synonyms.names([("ośrodek pomocy społecznej", "OPS"), ("Akademia Rozwoju Talentów", "ART")])
    short, full, academy = ask(texts, ["ops", "ośrodki pomocy społecznej", "akademia talentów"], names=names)
    assert set(urls(short)) == {"pelna/", "skrot/"}
    assert set(urls(full)) == {"pelna/", "skrot/"}
    assert urls(academy) == []


def test_synonyms_of_the_glossary_find_each_other() -> None:
    entry = "- slug: ops\n  term: ośrodek pomocy społecznej\n  abbreviation: OPS\n  synonyms: [opieka społeczna]\n"
    glossary, problems = read({FILE: f"{entry}  definition: To instytucja gminy.\n"})
    assert not problems
    names = synonyms.names(entry.names for entry in glossary.entries.values())
    texts = [section("a/", "Adres", "Pokój w ośrodku pomocy społecznej."), section("b/", "Adres", "Przyjdź do OPS.")]
    (answer,) = ask(texts, ["opieka społeczna"], names=names)
    assert set(urls(answer)) == {"a/", "b/"}


def test_while_typing_the_last_word_may_go_on() -> None:
    typing, closed = ask(HELP, [("inter", {"typing": True}), ("inter ", {"typing": True})])
    assert urls(typing)[0] == "zespol/"
    assert urls(closed) == []


def test_nothing_found_offers_the_nearest_terms() -> None:
    (answer,) = ask(HELP, ["kutror"])
    assert answer["total"] == 0
    assert "kurator" in answer["nearest"]


def test_what_a_role_opens_is_ranked_with_the_public_text() -> None:
    secret = [section("tajne/", "Notatki trenera", "Asystent rodziny prosi o superwizję.")]
    locked, _ = ask(HELP, ["superwizja", "asystent"])
    assert urls(locked) == []
    (opened,) = ask(HELP, ["asystent rodziny"], roles={"trainer": secret})
    assert urls(opened)[:2] == ["rodzina/", "tajne/"]
    assert [result["index"] for result in opened["results"][:2]] == ["", "trainer"]


def test_merged_indexes_rank_as_one() -> None:
    texts = [section(f"{n:02}/", f"Temat {n}", "gmina " * (n % 4) + "rodzina " * (n % 3) + f"i{n}") for n in range(24)]
    (whole,) = ask(texts, [("gmina rodzina", {"limit": 50})])
    (merged,) = ask(texts[::2], [("gmina rodzina", {"limit": 50})], roles={"trainee": texts[1::2]})
    assert set(urls(merged)) == set(urls(whole))
    assert urls(merged)[0] in urls(whole)[:4]


def test_the_page_about_a_subject_goes_before_what_names_it() -> None:
    """After a section with exactly this heading comes the page, not entries that name it as often, nor lists."""
    names = "Niebieskie karty wypełnia się od razu, wszystkie cztery części po kolei."
    texts = [
        *(section("hasla/", f"Niebieska karta {letter}", names, anchor=letter) for letter in "abc"),
        section("porownanie/", "Niebieskie karty", "Jak często spotyka się zespół.", anchor="karty"),
        section("procedury/", "Procedura niebieskie karty – terminy i dokumenty", "Kto powołuje grupę."),
        section("tagi/", "Temat: niebieskie karty", "Procedura.", kind="list"),
    ]
    (answer,) = ask(texts, ["niebieskie karty"])
    assert urls(answer)[:2] == ["porownanie/#karty", "procedury/"]
