"""Pages of the shipped records: reachable without script, true to the data, complete."""

from __future__ import annotations

import json
import re
from functools import cache

from generator.catalogue import facets, files, render
from generator.catalogue.lines import FIELDS
from generator.catalogue.room import PageRef
from generator.kernel.markup import plain_text
from generator.kernel.pages import GeneratedPage, PublicFile

from . import support


@cache
def pages() -> dict[str, GeneratedPage]:
    return {page.path: page.made() for page in render.render(support.shipped())}


def text(path: str) -> str:
    return plain_text(pages()[path].body)


def test_every_address_on_every_page_exists() -> None:
    room = support.shipped()
    known = {page.url for page in pages().values()}
    known |= {file.path for file in files.files(room)}
    known |= {f.path.removesuffix("index.html") for f in files.files(room)} | {"moduly/c2/"}
    for page in pages().values():
        for href in re.findall(r'href="([^"]+)"', page.body):
            if re.match(r"[a-z]+:", href) or href.startswith("#"):
                continue
            path = href.partition("?")[0].partition("#")[0]
            assert _absolute(page.url, path) in known, (page.path, href)


def _absolute(url: str, href: str) -> str:
    parts = url.split("/")[:-1]
    for step in href.split("/"):
        if step == "..":
            parts.pop()
        elif step not in (".", ""):
            parts.append(step)
    return "/".join(parts) + ("/" if href.endswith(("/", "..")) or href == "." else "")


def test_ids_on_a_page_are_unique_and_no_style_or_script_is_inline() -> None:
    for page in pages().values():
        ids = re.findall(r'\sid="([^"]+)"', page.body)
        assert len(ids) == len(set(ids)), page.path
        assert " style=" not in page.body
        assert "<script" not in page.body
        assert not re.search(r"\son[a-z]+=", page.body)


def test_every_code_of_a_source_leads_to_its_line_on_the_page() -> None:
    found = 0
    for page in pages().values():
        ids = set(re.findall(r'\sid="([^"]+)"', page.body))
        for target in re.findall(r'href="#(zrodlo-[^"]+)"', page.body):
            assert target in ids, (page.path, target)
            found += 1
    assert found > 100


def test_counts_of_single_valued_facets_add_up_to_all_records() -> None:
    room = support.shipped()
    for facet in room.facets:
        total = sum(len(value.records) for value in facet.values)
        if facet.id in facets.SINGLE:
            assert total == len(room.current), facet.id
        assert total >= len(room.current), facet.id
        covered = {id for value in facet.values for id in value.records}
        assert covered == {r.id for r in room.current}


def test_every_facet_value_is_a_page_with_just_its_records() -> None:
    room = support.shipped()
    for facet in room.facets:
        for value in facet.values:
            body = pages()[f"katalog/filtr/{facet.id}/{value.id}/index.md"].body
            assert tuple(re.findall(r'data-id="([^"]+)"', body)) == value.records


def test_the_list_is_cut_into_real_pages() -> None:
    room = support.shipped(per_page=10)
    found = {page.path: page for page in render.render(room)}
    listed: list[str] = []
    for number in range(1, 5):
        path = "katalog/index.md" if number == 1 else f"katalog/strona/{number}/index.md"
        listed += re.findall(r'data-id="([^"]+)"', found[path].body)
    assert listed == [r.id for r in room.current]
    assert 'rel="next"' in found["katalog/index.md"].body
    assert 'rel="next"' not in found["katalog/strona/4/index.md"].body


def test_the_difference_of_praski_kokon_shows_area_aim_groups_and_stages() -> None:
    body = pages()["katalog/praski-kokon/r1-r2/index.md"].body
    removed, added = " ".join(re.findall("<del>(.*?)</del>", body)), " ".join(re.findall("<ins>(.*?)</ins>", body))
    for street in ("Wileńska", "Czynszowa", "Zaokopowa"):
        assert street in removed
        assert street not in added.split("Obszar, na którym")[0]
    for street in ("Starzyńskiego", "Wybrzeże Helskie", "Szwedzka"):
        assert street in added
    assert "kompleksowy Model Przeciwdziałania Dziedziczeniu Biedy" in added
    assert "dzieci i młodzież" in removed
    assert "3 kwietnia 2017 – 23 października 2017" in added


def test_missing_values_say_why_and_enrichment_stands_apart() -> None:
    told = text("katalog/praski-kokon/index.md")
    assert "brak – tak mówi źródło" in told
    assert "nie podano" in told
    assert "zgubione przy zapisie źródła" in told
    body = pages()["katalog/praski-kokon/index.md"].body
    assert body.index('id="fakty"') < body.index('id="dopisane"')
    assert "Przerwa między etapem" not in body[: body.index('id="dopisane"')]


def test_both_sides_of_a_conflict_stand_with_their_sources() -> None:
    told = text("katalog/liderzy-kooperacji/index.md")
    assert "Projekt realizuje MCPS" in told
    assert "Liderem jest Województwo Podkarpackie" in told


def test_gaps_between_stages_are_visible() -> None:
    told = text("katalog/praski-kokon/index.md")
    assert "Przerwa: 24 października 2017 – 14 marca 2019" in told
    assert "Przerwa: 15 kwietnia 2021 – 14 maja 2021" in told


def test_bars_are_numbered_like_the_stages_in_words_and_stay_inside_the_drawing() -> None:
    drawn = re.findall(
        r'<figure class="sk-cat-timeline">(.*?)</figure>', pages()["katalog/os-czasu/index.md"].body, re.S
    )
    assert len(drawn) > 5
    for figure in drawn:
        numbers = re.findall(r'sk-cat-bar-number"[^>]*>(\d+)<', figure)
        assert numbers == [str(n) for n in range(1, len(re.findall(r"<li[ >]", figure)) + 1)]
        bars = re.findall(r'<rect class="sk-cat-bar" x="(\d+)"[^>]* width="(\d+)"', figure)
        assert all(int(x) + int(width) <= 606 and int(x) < 600 for x, width in bars)


def test_a_comparison_in_the_browser_has_the_fields_in_the_order_of_the_page() -> None:
    path = "katalog/api/v1/browse/record/praski-kokon.json"
    (data,) = (f.data for f in files.files(support.shipped()) if f.path == path and isinstance(f, PublicFile))
    keys = [key for key, _ in json.loads(data)["fields"]]
    assert keys == [key for key in FIELDS if key in keys]
    assert keys[:4] == ["kind", "period", "places", "parties"]


def test_the_procedure_page_has_three_roles_and_eighteen_numbered_steps() -> None:
    body = pages()["katalog/warszawski-kokon/procedury/index.md"].body
    assert body.count('<ol class="sk-cat-steps">') == 3
    assert body.count('<li id="krok-') == 18
    assert "7 dni od: przyjęcie formularza zgłoszeniowego" in plain_text(body)


def test_relations_and_modules_are_listed_both_ways() -> None:
    assert "Trwałość zapewnia" in text("katalog/praski-kokon/index.md")
    assert "Trwałość projektu" in text("katalog/warszawski-kokon/index.md")
    assert "moduly/c2/" in pages()["katalog/praski-kokon/index.md"].body
    ref = PageRef("", "Mapa zasobów", "procedury/mapa/")
    room = support.shipped(mentions={"cus-gogolin": (ref,)})
    found = {page.path: page for page in render.render(room)}
    assert "procedury/mapa/" in found["katalog/cus-gogolin/index.md"].body


def test_an_institution_lists_all_its_roles() -> None:
    told = text("katalog/instytucje/crzl/index.md")
    assert "Sukces Gdańskiej Rodziny Projektodawca" in told
    assert "Lider" in told


def test_a_withdrawn_record_keeps_all_its_addresses() -> None:
    sources = {p: t for p, t in support.content().items() if "/praski-kokon/" not in p}
    sources["content/catalogue/praski-kokon/tombstone.yml"] = (
        'schema: 1\ntitle: Praski kokon\nreason: Połączono.\ndate: "2026-12-01"\nredirect: warszawski-kokon\n'
    )
    found = {page.path: page for page in render.render(support.shipped(sources))}
    for part in ("", "r1/", "r2/", "r1-r2/"):
        page = found[f"katalog/praski-kokon/{part}index.md"]
        assert "Połączono." in page.body
        assert "warszawski-kokon/" in page.body
        assert _absolute(page.url, str(page.meta["moved_to"])) == "katalog/warszawski-kokon/"


def test_the_map_has_every_voivodeship_and_a_table_with_the_same_numbers() -> None:
    body = pages()["katalog/mapa/index.md"].body
    assert body.count('<path class="sk-cat-area') == 16
    labels = dict(re.findall(r'aria-label="([^":]+): (\d+)"', body))
    for name, count in labels.items():
        assert re.search(rf">{name}</a></th><td>{count}</td>", body)


def test_a_card_says_what_is_unknown() -> None:
    """A card names no fields: "unknown" alone would tell nothing."""
    assert "Projekt · okres: nieznane · Gmina Gogolin" in text("katalog/index.md")
