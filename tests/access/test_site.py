"""Restricted material in a whole build: what opens, what the public sees, and what stops the build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from generator.access import opening
from generator.cli import main
from generator.outcome import Build
from tests.conftest import Tree, build, tree

from . import made
from .project import FRONT, HOLDERS, LISTED, page, project, quiz, write_keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return project(tmp_path / "projekt")


def opened(site: Path, name: str, *roles: str) -> opening.Opened:
    def fetch(path: str) -> bytes | None:
        file = site / path
        return file.read_bytes() if file.is_file() else None

    return opening.open_site(fetch, made.written_token(*roles, name=name), now=made.NOW)


def codes(made_: Build) -> list[str]:
    return [p.code for p in made_.problems]


def public(site: Path) -> Tree:
    return {path: digest for path, digest in tree(site).items() if not path.startswith("sealed/")}


def test_each_reader_gets_what_the_roles_open(folder: Path) -> None:
    assert codes(build(folder)) == ["A021"]
    everything = opened(folder / "site", "anna", "supervisor", "trainer")
    assert {p.url for p in everything.pages} >= {"przewodniki/laka/", "moduly/laka/#zastrzezone-1"}
    assert len(everything.files) == 2 and len(everything.pages) == 3
    assert len(everything.data) == 16  # a search index of eight files for each role set
    assert opened(folder / "site", "ewa", "trainee").pages == ()


def test_links_lead_to_public_and_restricted_places(folder: Path) -> None:
    build(folder)
    html = {p.title: p.html for p in opened(folder / "site", "anna", "supervisor", "trainer").pages}
    assert 'href="../../moduly/laka/"' in html["Przewodnik po łące dla prowadzących"]
    assert re.search(r'<img[^>]* data-sealed="[a-z2-7]{20}"', html["Przewodnik po łące dla prowadzących"])
    assert 'href="../przewodniki/laka/#przebieg"' in html["Ukryta karta superwizorki"]


def test_the_public_sees_titles_and_locks_and_nothing_else(folder: Path) -> None:
    build(folder)
    site = folder / "site"
    stub = (site / "przewodniki" / "laka" / "index.html").read_text("utf-8")
    assert "Przewodnik po łące dla prowadzących" in stub and 'data-component="access"' in stub
    module = (site / "moduly" / "laka" / "index.html").read_text("utf-8")
    assert 'id="zastrzezone-1"' in module and "Dla trenerów – sceny" in module
    for file in site.rglob("*"):
        if file.is_file() and "sealed" not in file.parts:
            text = file.read_bytes().decode("utf-8", "ignore")
            for secret in (
                "Zaczynasz od",
                "przebieg-zajec",
                "Sceny na parach",
                "karta superwizorki",
                "superwizja/karta",
            ):
                assert secret.lower() not in text.lower(), (file, secret)
    assert not (site / "superwizja").exists()
    assert not list(site.rglob("karta.pdf")) and not list(site.rglob("plan.png"))


def test_plain_mkdocs_build_gives_the_same_site(folder: Path) -> None:
    assert not build(folder, folder / "ours").failed
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "theirs"))
    config.plugins.on_startup(command="build", dirty=False)
    mkdocs_build(config)
    assert tree(folder / "ours") == tree(folder / "theirs")


def test_equal_input_in_other_folders_gives_equal_bytes(folder: Path, tmp_path: Path) -> None:
    build(folder)
    other = project(tmp_path / "gdzie indziej")
    build(other, jobs=2)
    assert tree(folder / "site") == tree(other / "site")


def changed(folder: Path, tmp_path: Path, change: Callable[[Path], None]) -> tuple[Tree, Tree]:
    """The public files before and after a change of restricted material or keys."""
    build(folder, tmp_path / "before")
    change(folder)
    made_ = build(folder, tmp_path / "after")
    assert not made_.failed, made_.problems
    return public(tmp_path / "before"), public(tmp_path / "after")


def test_another_text_of_one_length_class_changes_no_public_file(folder: Path, tmp_path: Path) -> None:
    def change(root: Path) -> None:
        for path in (root / "content" / "restricted").rglob("*.md"):
            text = path.read_text("utf-8")
            head, _, body = text.partition("\n---\n")
            path.write_text(
                head + "\n---\n" + re.sub(r"(?<![\[(/{#])\b[a-ząęółśżźćń]{4,}\b(?![\])/.}])", "zzzz", body), "utf-8"
            )

    before, after = changed(folder, tmp_path, change)
    assert before == after
    sealed = [list((tmp_path / name / "sealed").iterdir()) for name in ("before", "after")]
    assert {p.name for p in sealed[0]} != {p.name for p in sealed[1]}
    assert len({tuple(sorted(p.stat().st_size for p in files)) for files in sealed}) == 1


def test_what_trainers_see_does_not_depend_on_what_only_supervisors_read(folder: Path, tmp_path: Path) -> None:
    """Pages, addresses, numbers, files and search: all as if nothing narrower had changed or come."""
    write_keys(folder, holders={"tom": ("trainer",)})

    def change(root: Path) -> None:
        narrow = root / "content/restricted/superwizja"
        page(narrow / "karta.md", "Przebieg zajęć dla superwizorek", "## Zaczynasz {#zaczynasz}\n\nPytanie.\n")
        page(narrow / "aaa.md", "Aaa pierwsza w kolejności", "## Sceny na parach {#sceny}\n\nPytanie, pytanie.\n")
        quiz(root / "content/restricted/superwizja/proba.yml", access="[supervisor]", visibility="hidden")

    changed(folder, tmp_path, change)
    before, after = (opened(tmp_path / name, "tom", "trainer") for name in ("before", "after"))
    assert len(before.pages) == 2 and before.data
    assert (before.pages, before.files, before.data) == (after.pages, after.files, after.data)


@pytest.mark.parametrize("text", [f"Link: {made.written_token('trainer')}", "KANAREK-ABCDEFGH"])
def test_where_nothing_is_restricted_keys_still_stop_the_build(mini: Path, text: str) -> None:
    assert not build(mini, cache=True).failed
    before = tree(mini / "site")
    edit(mini / "content/public/index.md", "\n\n", f"\n\n{text}\n\n")
    found = build(mini, cache=True)
    assert {"A036", "A037"} & set(codes(found)), found.problems
    assert tree(mini / "site") == before


def test_a_hidden_page_added_changes_no_public_file(folder: Path, tmp_path: Path) -> None:
    def change(root: Path) -> None:
        page(
            root / "content" / "restricted" / "superwizja" / "druga.md",
            "Druga ukryta strona superwizji",
            "## A {#a}\n\nB.\n",
        )

    before, after = changed(folder, tmp_path, change)
    assert before == after
    assert tree(tmp_path / "before") != tree(tmp_path / "after")


def test_other_keys_change_only_the_sealed_folder(folder: Path, tmp_path: Path) -> None:
    before, after = changed(folder, tmp_path, lambda root: write_keys(root, 2, "other"))
    assert before == after
    sealed = [p for p in tree(tmp_path / "before").keys() & tree(tmp_path / "after").keys() if p.startswith("sealed/")]
    assert sorted(sealed) == ["sealed/keys.json", "sealed/manifest.jws"]


def test_without_keys_the_public_site_is_the_same_and_says_so(folder: Path, tmp_path: Path) -> None:
    before, after = changed(folder, tmp_path, lambda root: shutil.rmtree(root / "private"))
    assert before == after
    assert not (tmp_path / "after" / "sealed").exists()
    assert "A016" in codes(build(folder))


def test_keys_can_be_required(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(folder / "private")
    assert main(["build", "-f", str(folder / "mkdocs.yml"), "--require-keys", "--no-cache"]) == 1
    assert "A015" in capsys.readouterr().err
    assert not (folder / "site").exists()


def test_loosely_readable_keys_stop_the_build(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "private" / "epoch.json").chmod(0o644)
    assert main(["build", "-f", str(folder / "mkdocs.yml"), "--no-cache"]) == 3
    assert "chmod 600" in capsys.readouterr().err


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


LISTED_BY_TRAINERS = "access: [trainer]\nvisibility: listed\n"
LONG = " ".join(f"zdanie{n} o tym, co robi superwizorka" for n in range(12))


def copied(root: Path) -> None:
    page(root / "content/restricted/superwizja/dluga.md", "Długa ukryta strona superwizji", f"## A {{#a}}\n\n{LONG}\n")
    page(root / "content/public/kopia.md", "Kopia", f"## B {{#b}}\n\nWstęp. {LONG.replace('zdanie3', 'inne')}\n")


def taken_in(root: Path) -> None:
    """The path that the page names says nothing; the file that is found does."""
    options = "pymdownx.snippets: {base_path: [content], check_paths: true}"
    edit(root / "mkdocs.yml", "pymdownx.details", f"pymdownx.details, {options}")
    edit(root / "content/public/index.md", "\n\n", '\n\n--8<-- "sekcje/../restricted/./sekcje/sceny.md"\n\n')
    (root / "content" / "sekcje").mkdir()


MISTAKES: dict[str, Callable[[Path], object]] = {
    "A001": lambda r: page(r / "content/restricted/inne/a.md", "Bez roli", "Tekst."),
    "A003": lambda r: edit(r / "content/restricted/sekcje/sceny.md", "[trainer]", "[trener]"),
    "A004": lambda r: edit(r / "content/public/moduly/łąka.md", "---\n", "---\naccess: [trainer]\n"),
    "A005": lambda r: edit(r / "content/public/index.md", "\n\n", '\n\n--8<-- "content/restricted/a.md"\n\n'),
    "A006": lambda r: edit(r / "content/public/index.md", "\n\n", "\n\n[x](../restricted/sekcje/sceny.md)\n\n"),
    "A007": lambda r: edit(r / "content/restricted/sekcje/sceny.md", "visibility: listed", "visibility: hidden"),
    "M032": lambda r: edit(r / "content/public/moduly/łąka.md", "sekcje/sceny.md", "sekcje/nie-ma.md"),
    "A009": lambda r: edit(r / "content/public/index.md", "\n\n", "\n\n/// restricted | sekcje/sceny.md\n///\n\n"),
    "A011": lambda r: edit(r / "content/restricted/przewodniki/laka.md", "Zob. ", "[x](../superwizja/karta.md) "),
    "A012": lambda r: shutil.move(r / "content/public/index.md", r / "content/public/index.htm"),
    "A013": lambda r: edit(r / "content/public/moduly/img/strumien.svg", "</svg>", "<script>1</script></svg>"),
    "A017": lambda r: (r / "private/keyring.json").unlink(),
    "A018": lambda r: edit(r / "site_config/roles.yml", "- {id: partner, name: Instytucja partnerska}\n", ""),
    "A019": lambda r: edit(r / "site_config/roles.yml", "site: szkola", "site: inna"),
    "A005 by another path": taken_in,
    "A008": lambda r: (r / "site_config/roles.yml").unlink(),
    "A027": lambda r: edit(r / "mkdocs.yml", "docs_dir: content/public", "docs_dir: content"),
    "A027 within": lambda r: edit(r / "mkdocs.yml", "content/public", "content/restricted/przewodniki"),
    "A028": copied,
    "A024": lambda r: page(r / "content/restricted/moduly/łąka.md", "Ten sam adres", "x", LISTED_BY_TRAINERS),
    "L006": lambda r: edit(r / "content/restricted/przewodniki/laka.md", "img/plan.png", "img/nie-ma-wcale.png"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", sorted(MISTAKES))
def test_mistakes_stop_the_build(folder: Path, mistake: str) -> None:
    MISTAKES[mistake](folder)
    found = build(folder)
    assert found.failed
    assert mistake.partition(" ")[0] in codes(found), found.problems
    assert not (folder / "site").exists()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("A032", "Tekst: Zaczynasz od pytania, którego nikt się na tym spotkaniu nie spodziewa."),
        ("A030", "Zob. „Ukryta karta superwizorki”."),
        ("A036", f"Link: {made.written_token('trainer')}"),
    ],
)
def test_a_leak_in_a_public_file_stops_the_build_and_keeps_the_old_site(folder: Path, code: str, text: str) -> None:
    """Text that no public source holds, in a file made by other means: here, a comment in a drawing."""
    build(folder)
    before = tree(folder / "site")
    edit(folder / "content/public/moduly/img/strumien.svg", "</svg>", f"<desc>{text}</desc></svg>")
    found = build(folder)
    assert code in codes(found), found.problems
    assert tree(folder / "site") == before


def test_a_title_that_its_folder_makes_public_is_no_leak(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(folder)
    assert main(["leaks", str(folder / "site"), "-C", str(folder)]) == 0
    edit(folder / "site_config/roles.yml", "visibility: listed", "visibility: hidden")
    assert main(["leaks", str(folder / "site"), "-C", str(folder)]) == 1
    assert "Przewodnik po łące dla prowadzących" in capsys.readouterr().err


def test_plain_mkdocs_refuses_a_leak_too(folder: Path) -> None:
    edit(folder / "content/public/moduly/img/strumien.svg", "</svg>", f"<desc>{LISTED[60:160]}</desc></svg>")
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "theirs"))
    config.plugins.on_startup(command="build", dirty=False)
    with pytest.raises(Abort) as found:
        mkdocs_build(config)
    assert "A032" in str(found.value.__context__)
    assert not [p for p in (folder / "theirs").rglob("*") if p.is_file()]


def test_a_cached_build_seals_and_searches_all_the_same(folder: Path) -> None:
    first = build(folder, cache=True)
    edit(folder / "content/restricted/przewodniki/laka.md", "Zaczynasz", "Otwierasz")
    second = build(folder, cache=True)
    assert not first.failed and not second.failed
    assert tree(folder / "site") == (build(folder, folder / "fresh") and tree(folder / "fresh"))
    pages = opened(folder / "site", "anna", "supervisor", "trainer").pages
    assert any("Otwierasz" in p.html for p in pages)
    assert not any(b"Otwierasz" in p.read_bytes() for p in (folder / ".cache").rglob("*") if p.is_file())


def test_hostile_markdown_in_restricted_pages_stays_inert(folder: Path) -> None:
    page(folder / "content/restricted/superwizja/zle.md", "Zła strona superwizji zespołu",
         "<script>1</script><img src=x onerror=alert(1) alt=x>\n\n[x](javascript:alert(1))\n")  # fmt: skip
    build(folder)
    html = " ".join(p.html for p in opened(folder / "site", "anna", "supervisor", "trainer").pages)
    assert "<script" not in html and "onerror" not in html and "javascript:" not in html


def test_front_matter_is_checked_like_everywhere(folder: Path) -> None:
    path = folder / "content/restricted/superwizja/karta.md"
    path.write_text(FRONT.format(title="Ukryta karta superwizorki", more="wersja: 2\n") + "x", "utf-8")
    assert {"S002", "S011"} & set(codes(build(folder)))


def test_a_changed_text_under_the_same_number_is_told(folder: Path) -> None:
    build(folder)
    assert "A025" not in codes(build(folder))
    edit(folder / "content/restricted/przewodniki/laka.md", "Zaczynasz", "Otwierasz")
    again = build(folder)
    assert "A025" in codes(again) and not again.failed


def test_a_lower_number_than_the_published_one_is_no_publication(folder: Path) -> None:
    build(folder)
    before = tree(folder / "site")
    write_keys(folder, seq=6)
    assert "A029" in codes(build(folder)) and tree(folder / "site") == before
    write_keys(folder, seq=8)
    assert not build(folder).failed


def test_a_slot_lost_within_an_epoch_stops_the_build(folder: Path) -> None:
    """Whoever lost it keeps this epoch's keys; only another epoch is a revocation."""

    build(folder)
    before = tree(folder / "site")
    fewer: made.Holders = {"ewa": ("trainee",), "jan": ("trainer",)}
    write_keys(folder, seq=8, holders=fewer)
    assert "A038" in codes(build(folder)) and tree(folder / "site") == before
    write_keys(folder, seq=8, holders={**HOLDERS, **fewer})
    assert not build(folder).failed
    write_keys(folder, 2, seq=9, holders=fewer)
    assert not build(folder).failed


def test_opened_pages_show_their_pictures_and_files(folder: Path, tmp_path: Path) -> None:
    build(folder)
    out = tmp_path / "jawne"
    token = made.written_token("supervisor", "trainer")
    words = ["open", token, str(folder / "site"), "-C", str(folder), "--today", "2027-01-16", "--out", str(out)]
    assert main(words) == 0
    html = " ".join(p.read_text("utf-8") for p in out.glob("*.html"))
    assert "data-sealed" not in html and "Content-Security-Policy" in html
    named = re.findall(r'(?:src|href)="(files/[^"]*)"', html)
    assert {name.rpartition("-")[2] for name in named} == {"plan.png", "karta.pdf"}
    assert all((out / name).is_file() for name in named)


def test_restricted_sources_may_be_a_repository_of_their_own(folder: Path, tmp_path: Path) -> None:
    """A checkout elsewhere, linked in: the same site, and nothing of the checkout's own files."""
    build(folder, tmp_path / "before")
    other = tmp_path / "prywatne"
    (folder / "content" / "restricted").rename(other)
    (folder / "content" / "restricted").symlink_to(other)
    (other / ".git" / "hooks").mkdir(parents=True)
    (other / ".git" / "hooks" / "x.sh").write_text("#!/bin/sh\necho tak i nie tylko to jest tu napisane\n", "utf-8")
    assert not build(folder).failed
    assert tree(tmp_path / "before") == tree(folder / "site")
    copied = tmp_path / "hak.txt"
    copied.write_bytes((other / ".git" / "hooks" / "x.sh").read_bytes())
    assert main(["leaks", str(copied), "-C", str(folder)]) == 0
