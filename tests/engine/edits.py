"""Random edits of the mini site, as a trainer would make them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

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


def append(number: int, words: int) -> Edit:
    def edit(project: Path) -> None:
        path = _page(project, number)
        if path.exists():
            path.write_text(path.read_text("utf-8") + f'\nDopisane słowo {words} i "cudzysłów".\n', "utf-8")

    return edit


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
)
