"""The catalogue as a table: CSV that opens right in a spreadsheet, and an XLSX that is always the same bytes.

A cell that a spreadsheet would take for a formula gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import functools
import io
import itertools
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from generator.kernel.markup import escaped

from . import facets, teryt
from .model import Revision
from .presence import absent
from .room import Room

COLUMNS = (
    "id", "title", "kind", "summary", "start", "end", "period", "lead", "partners", "places", "teryt", "voivodeships",
    "programme", "total", "grant", "currency", "goals", "groups", "themes", "verification", "sources", "revision",
    "recorded", "url",
)  # fmt: skip
_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NUMBER = "\x00"
# Every member of the archive bears the oldest time that the format knows.
_TIME = (1980, 1, 1, 0, 0, 0)


def safe(cell: str) -> str:
    """Text that no spreadsheet runs: "=1+1" becomes "'=1+1"."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def header(room: Room) -> list[str]:
    return [room.t(f"csv.{column}") for column in COLUMNS]


def row(room: Room, revision: Revision) -> list[str]:
    """One record; an absent value shows its reason, so that no cell is silently empty."""
    t, data = room.t, revision.data
    period = revision.period
    unknown = "" if period else t(f"presence.{data['period']['presence']}")
    places = [p["place"] for p in revision.items("places") if p.get("place") in room.catalogue.places]
    codes = [room.catalogue.places[p].data.get("teryt", "") for p in places]
    wide = [teryt.table()[1][c].name for c in facets.voivodeship_codes(revision, room.catalogue) if teryt.unit(c)]
    funding: Any = data["funding"]
    amounts: Any = () if absent(funding) or absent(funding["amounts"]) else funding["amounts"]
    programme = "" if absent(funding) else funding.get("programme", "")
    values = {
        "id": revision.id,
        "title": revision.title,
        "kind": t(f"kind.{revision.kind}"),
        "summary": str(data["summary"]),
        "start": (period.earliest or "") if period else unknown,
        "end": (period.latest or t("presence.unknown")) if period else unknown,
        "period": str(period) if period else unknown,
        "lead": room.briefs[revision.id].lead,
        "partners": _joined(line.text for line in room.told[revision.id]["parties"].lines),
        "places": _joined(p["name"] for p in revision.items("places")),
        "teryt": _joined(c for c in codes if c),
        "voivodeships": _joined(wide),
        "programme": room.catalogue.programmes[programme].short if programme in room.catalogue.programmes else "",
        "total": next((a["amount"] for a in amounts if a["what"] == "total"), ""),
        "grant": next((a["amount"] for a in amounts if a["what"] in ("grant", "eu", "state-grant")), ""),
        "currency": next((a["currency"] for a in amounts), ""),
        "goals": _joined(x["text"] for x in revision.items("goals")),
        "groups": _joined(x["text"] for x in revision.items("target_groups")),
        "themes": _joined(t(f"theme.{x}") for x in data["enrichment"]["themes"]),
        "verification": t(f"facet.verification.{data['enrichment']['verification']}"),
        "sources": _joined(s["id"] for s in revision.items("sources")),
        "revision": str(revision.number),
        "recorded": str(data["recorded"]),
        "url": f"{room.site_url}katalog/{revision.id}/",
    }
    return [values[column] or t("facet.none") for column in COLUMNS]


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def csv_row(row: Sequence[str], delimiter: str) -> bytes:
    """UTF-8; ends with CRLF, as spreadsheets expect."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow([safe(cell) for cell in row])
    return out.getvalue().encode()


def csv_bytes(rows: Iterable[bytes]) -> bytes:
    """Rows from `csv_row` in UTF-8 with BOM."""
    return b"\xef\xbb\xbf" + b"".join(rows)


def xlsx_bytes(header: Sequence[str], rows: Sequence[bytes], sheet: str) -> bytes:
    """One sheet of text cells with a header row that stays in view; the same input gives the same bytes."""
    width, height = _letters(len(header) - 1), len(rows) + 1
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    head = (
        f'{_XML}<worksheet xmlns="{_MAIN}"><dimension ref="A1:{width}{height}"/>'
        f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews><sheetData>'
    )
    tail = f'</sheetData><autoFilter ref="A1:{width}{height}"/></worksheet>'
    lines = (sheet_row(header, style=1), *rows)
    numbered = (line.replace(_NUMBER.encode(), b"%d" % number) for number, line in enumerate(lines, 1))
    parts = ((name, (text.encode(),)) for name, text in _parts(sheet))
    out = io.BytesIO()
    # Most of a sheet is tags: this level takes two fifths of the time for a file a quarter larger.
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in (
            *parts,
            ("xl/worksheets/sheet1.xml", itertools.chain((head.encode(),), numbered, (tail.encode(),))),
        ):
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            info.create_system = 3
            archive.writestr(info, b"".join(pieces), compresslevel=4)
    return out.getvalue()


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def _parts(sheet: str) -> tuple[tuple[str, str], ...]:
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in (("workbook", "sheet.main"), ("worksheets/sheet1", "worksheet"), ("styles", "styles"))
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    relation = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for n, kind, target in ((1, "worksheet", "worksheets/sheet1.xml"), (2, "styles", "styles.xml"))
    )
    entry = f'<sheet name="{escaped(sheet[:31])}" sheetId="1" r:id="rId1"/>'
    default = f'<Default Extension="rels" ContentType="{rels}"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{default}{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{relation}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{entry}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{_styles()}</styleSheet>',
    }
    return tuple((name, _XML + text) for name, text in parts.items())


def _styles() -> str:
    """Text cells, the header in bold."""
    font = '<sz val="11"/><name val="Calibri"/></font>'
    xf = '<xf numFmtId="49" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    return (
        f'<fonts count="2"><font>{font}<font><b/>{font}</fonts>'
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="2">{xf.format(font=0)}{xf.format(font=1)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    )


def sheet_row(cells: Sequence[str], style: int = 0) -> bytes:
    """A row of the sheet; where its number shall stand is a character that no cell can hold."""
    written = "".join(
        f'<c r="{_letters(i)}{_NUMBER}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(c)}</t></is></c>'
        for i, c in enumerate(map(safe, cells))
    )
    return f'<row r="{_NUMBER}">{written}</row>'.encode()


def _text(cell: str) -> str:
    return escaped(cell if cell.isprintable() else _FORBIDDEN.sub("", cell))


@functools.cache
def _letters(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
