"""Random edits of a small site with quizzes, as a trainer would make them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from generator.catalogue import read, registry
from generator.kernel.memo import NO_MEMO
from tests.conftest import MINI, ROOT, copy_of

Edit = Callable[[Path], None]
"""Changes a project in place."""

FRONT = "---\nschema: 1\nkind: page\ntitle: {title}\ndescription: Strona numer {number} do zmian.\n---\n"
_numbers = st.integers(0, 3)


def _page(project: Path, number: int) -> Path:
    return project / "content" / "public" / "moduly" / f"zmienna-{number}.md"


def write(number: int, title: int, target: int) -> Edit:
    def edit(project: Path) -> None:
        link = f"[dalej](zmienna-{target}.md)" if _page(project, target).exists() or target == number else "Bez."
        text = FRONT.format(title=f"Tytuł {title}", number=number)
        _page(project, number).write_text(
            f"{text}## Sekcja {title}\n\n{link}\n\n![Rysunek](img/strumien.svg)\n", "utf-8"
        )

    return edit


def _add(number: int, text: str) -> Edit:
    """A line more in a page, where there is one."""

    def edit(project: Path) -> None:
        path = _page(project, number)
        if path.exists():
            path.write_text(path.read_text("utf-8") + f"\n{text}\n", "utf-8")

    return edit


def append(number: int, words: int) -> Edit:
    return _add(number, f'Dopisane słowo {words} i "cudzysłów".')


def delete(number: int) -> Edit:
    return lambda project: _page(project, number).unlink(missing_ok=True)


def rename(number: int, to: int) -> Edit:
    def edit(project: Path) -> None:
        if _page(project, number).exists() and not _page(project, to).exists():
            _page(project, number).rename(_page(project, to))

    return edit


def retitle_section(title: int) -> Edit:
    def edit(project: Path) -> None:
        path = project / "content" / "public" / "moduly" / "index.md"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        lines[3] = f"title: Moduły {title}\n"
        path.write_text("".join(lines), "utf-8")

    return edit


def resize_image(width: int) -> Edit:
    def edit(project: Path) -> None:
        path = project / "content" / "public" / "moduly" / "img" / "strumien.svg"
        path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 50} 40"/>', "utf-8")

    return edit


def reorder_menu(on: int) -> Edit:
    def edit(project: Path) -> None:
        extra = "- {title: Start, page: index.md}\n" if on % 2 else ""
        (project / "site_config" / "menu.yml").write_text(
            f"- {{title: Moduły, page: moduly/index.md}}\n{extra}", "utf-8"
        )

    return edit


def retitle_source(number: int) -> Edit:
    def edit(project: Path) -> None:
        (project / "site_config" / "sources.yml").write_text(
            f'UPS: {{title: "Ustawa {number}", publisher: "Dziennik Ustaw", kind: primary, read: part}}\n', "utf-8"
        )

    return edit


def rename_site(number: int) -> Edit:
    def edit(project: Path) -> None:
        path = project / "mkdocs.yml"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        lines[0] = f"site_name: Mała szkoła {number}\n"
        path.write_text("".join(lines), "utf-8")

    return edit


def school(folder: Path) -> Path:
    """The mini site, with a module, its quizzes and a learning path."""
    copy_of(MINI, folder)
    examples = ROOT / "tests" / "examples" / "quizzes" / "site"
    for name in ("content/public/moduly", "quizzes"):
        shutil.copytree(examples / name, folder / name, dirs_exist_ok=True)
    config = folder / "site_config"
    shutil.copy(examples / "site_config" / "paths.yml", config)
    for name in ("tags.yml", "sources.yml"):
        both = {(site / "site_config" / name).read_text("utf-8") for site in (MINI, examples)}
        (config / name).write_text("".join(sorted({line for text in both for line in text.splitlines(True)})), "utf-8")
    return folder


def define(number: int) -> Edit:
    """An abbreviation that pages use gets its entry, another one, or loses it."""
    known = f'slug: ops, term: "dom {number}", abbreviation: OPS, definition: "Miejsce numer {number}."'
    entry = f"- {{{known}, sources: [UPS]}}\n"

    def edit(project: Path) -> None:
        (project / "site_config" / "glossary.yml").write_text(entry if number else "[]\n", "utf-8")

    return edit


def abbreviate(number: int) -> Edit:
    return _add(number, "Idź do OPS.")


def explain(number: int) -> Edit:
    """Another explanation in a quiz, and the quiz in a page."""

    def edit(project: Path) -> None:
        quiz = project / "quizzes" / "practice" / "glebiej.yml"
        lines = quiz.read_text("utf-8").split("explanation: Koordynator")
        quiz.write_text(f"explanation: Koordynator {number}".join(lines), "utf-8")
        _add(number, "/// quiz | glebiej\n///")(project)

    return edit


def restrict(number: int) -> Edit:
    """A listed restricted page, with another text each time."""
    roles = "schema: 1\nsite: szkola\nroles:\n- {id: trainer, name: Trener}\n"
    text = FRONT.replace("kind: page", "kind: page\naccess: [trainer]\nvisibility: listed")

    def edit(project: Path) -> None:
        (project / "site_config" / "roles.yml").write_text(roles, "utf-8")
        folder = project / "content" / "restricted" / "przewodniki"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "laka.md").write_text(
            text.format(title="Przewodnik po łące", number=number)
            + f"## Przebieg {number}\n\nTylko tutaj. {_SAID.format(number)}\n",
            "utf-8",
        )

    return edit


_SAID = "Prowadzący czeka na pierwsze słowo grupy numer {} i dopiero wtedy mówi dalej."


def quote(number: int, said: int) -> Edit:
    """A public page says what a restricted one says, too, or perhaps did or will."""
    return _add(number, _SAID.format(said))


_UNKNOWN = (
    *("period", "contacts", "goals", "target_groups", "eligibility", "exclusions", "cost", "duration", "office_hours"),
    *("staffing", "activities", "outputs", "stages", "procedures", "documents", "legal_basis", "links", "comments"),
    "licence",
)


def record(number: int) -> Edit:
    """The project in the catalogue, each time with another title and text."""

    def edit(project: Path) -> None:
        folder = project / "content" / "catalogue"
        (folder / "nabor").mkdir(parents=True, exist_ok=True)
        (folder / "nabor" / "r1.yml").write_text(
            "schema: 1\nid: nabor\nkind: project\nrevision: 1\nrecorded: 2026-11-22\n"
            f'title: "Nabór {number}"\nsummary: "Projekt numer {number}."\ndescription: Opis numer {number}.\n'
            'places:\n- {name: "Rawicz", place: rawicz, sources: [UPS]}\n'
            "parties:\n- {institution: gmina, role: lead, sources: [UPS]}\nfunding: {presence: unknown}\n"
            + "".join(f"{name}: {{presence: unknown}}\n" for name in _UNKNOWN)
            + "languages: [{code: pl}]\nsources:\n- {id: UPS, role: snapshot}\n"
            "enrichment: {asserted_by: Zespół, date: 2026-11-22, verification: partial,\n"
            "  themes: [social-services-centre], groups: [residents]}\n",
            "utf-8",
        )
        (folder / "institutions.yml").write_text(
            f"schema: 1\ninstitutions:\n  gmina: {{name: Gmina {number % 2}, kind: municipality, sources: [UPS]}}\n"
        )
        (folder / "places.yml").write_text("schema: 1\nplaces:\n  rawicz: {name: okolice Rawicza, kind: area}\n")
        (folder / "registry.yml").unlink(missing_ok=True)
        texts = {p.relative_to(project).as_posix(): p.read_text("utf-8") for p in sorted(folder.rglob("*.yml"))}
        (folder / "registry.yml").write_text(registry.updated(read.read(texts, NO_MEMO)[0], "2026-11-22"), "utf-8")

    return edit


def refer(number: int) -> Edit:
    """A page leads to the record, whether it is there or not."""
    return _add(number, "Zobacz [nabór](katalog:nabor).")


def own_template(number: int) -> Edit:
    """The project takes the theme over and changes its footer."""

    def edit(project: Path) -> None:
        theme, config = project / "szablony", project / "mkdocs.yml"
        if not theme.exists():
            shutil.copytree(ROOT / "generator" / "theme", theme)
            text = config.read_text("utf-8").replace(str(ROOT / "generator" / "theme"), "szablony")
            config.write_text(text, "utf-8")
        footer = (ROOT / "generator" / "theme" / "partials" / "footer.html").read_text("utf-8")
        (theme / "partials" / "footer.html").write_text(f"{footer}\n<!-- {number} -->", "utf-8")

    return edit


edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(write, _numbers, _numbers, _numbers),
    st.builds(write, _numbers, _numbers, _numbers),
    st.builds(append, _numbers, _numbers),
    st.builds(delete, _numbers),
    st.builds(rename, _numbers, _numbers),
    st.builds(retitle_section, _numbers),
    st.builds(resize_image, _numbers),
    st.builds(reorder_menu, _numbers),
    st.builds(retitle_source, _numbers),
    st.builds(rename_site, _numbers),
    st.builds(define, _numbers),
    st.builds(abbreviate, _numbers),
    st.builds(explain, _numbers),
    st.builds(restrict, _numbers),
    st.builds(quote, _numbers, _numbers),
    st.builds(record, _numbers),
    st.builds(refer, _numbers),
    st.builds(own_template, _numbers),
)
