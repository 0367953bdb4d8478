"""One canary planted for each class of leak and each way of packing it; every one is found."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import sqlite3
import tarfile
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from html import escape
from urllib.parse import quote

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from generator.access.leaks.needles import Needles, Source, needles
from generator.access.leaks.scan import scan

from . import made

CANARY = "KANAREK-7F3K9Q2M"
TEXT = f"""---
title: Zażółcona karta superwizji zespołu
tags: [tajna etykieta superwizyjna]
---

## Plan rozmowy o błędzie w zespole {{#plan}}

Pierwsze spotkanie otwiera pytanie o to, **co dziś** było
najtrudniejsze dla zespołu. {CANARY}
"""
ATTACHMENT = b"%PDF-1.7 restricted attachment " + bytes(range(200))
SOURCE = Source(
    "superwizja/karta-zespolu.md", TEXT, "Zażółcona karta superwizji zespołu", ("tajna etykieta superwizyjna",)
)
WANTED: Needles = needles([SOURCE], {"superwizja/karta.pdf": ATTACHMENT}, ["Publiczny tekst o superwizji zespołu."])


def found(path: str, data: bytes) -> set[str]:
    return {leak.kind for leak in scan({path: data}, WANTED)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("title", "… zażółcona&nbsp;karta superwizji zespołu …"),
        ("heading", "<h2>Plan rozmowy o&nbsp;błędzie w&nbsp;zespole</h2>"),
        ("slug", '<a href="#plan-rozmowy-o-bledzie-w-zespole">'),
        ("slug", "<loc>https://x.example/superwizja/karta-zespolu/</loc>"),
        ("tag", '["tajna etykieta superwizyjna"]'),
        ("phrase", "<p>Pierwsze spotkanie otwiera pytanie o to, <b>co dziś</b> było"),
        ("phrase", "PIERWSZE SPOTKANIE\notwiera   pytanie o to, co dziś było"),
        ("phrase", "otwiera pyta\u00adnie o to, co dziś było najtrudniejsze dla zespołu"),
        ("canary", f"x{CANARY}x"),
        ("key", '{"kty":"OKP","crv":"Ed25519","d":"' + "A" * 43 + '"}'),
        ("key", "-----BEGIN PRIVATE KEY-----"),
        ("key", '{"compartments":"' + "B" * 43 + '"'),
        ("key", "https://x.example/otworz/#t=" + made.written_token("trainer")),
        ("key", made.written_token("trainer", passphrase=made.PASSPHRASE)),
    ],
)
def test_each_class_is_found(kind: str, text: str) -> None:
    assert kind in found("a.html", text.encode())


def test_the_register_and_backups_are_found() -> None:
    book = sqlite3.connect(":memory:")
    book.execute("CREATE TABLE token (id TEXT, secret BLOB)")
    assert found("dane.db", book.serialize()) == {"key"}
    assert found("kopia.szk", b"szk-backup 1\n" + bytes(90)) == {"key"}
    assert found("a.txt", b"Kopia zaczyna sie od szk-backup 1\n") == set()


def test_whole_files_and_file_names_are_found() -> None:
    assert found("assets/x.bin", ATTACHMENT) == {"file"}
    assert "slug" in found("superwizja/karta-zespolu/index.html", b"")


def beside_unknown(data: bytes) -> bytes:
    """The second member of an archive whose first one zipfile cannot read: its method is 99."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        box.writestr("a", b"a")
        box.writestr("b", data, zipfile.ZIP_DEFLATED)
    whole = bytearray(out.getvalue())
    for at in (8, whole.index(b"PK\1\2") + 10):
        whole[at] = 99
    return bytes(whole)


def zipped(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("a/b.txt", data)
    return out.getvalue()


def tarred(data: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as box:
        entry = tarfile.TarInfo("b.txt")
        entry.size = len(data)
        box.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def png(data: bytes, *, packed: bool) -> bytes:
    info, out = PngInfo(), io.BytesIO()
    info.add_itxt("Comment", data.decode(), zip=packed)
    Image.new("L", (1, 1)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


def jpeg(data: bytes) -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = data.decode()
    Image.new("L", (1, 1)).save(out, "JPEG", exif=exif, comment=data)
    return out.getvalue()


def exif(data: bytes) -> bytes:
    """XPTitle, as Windows writes it."""
    out, tags = io.BytesIO(), Image.Exif()
    tags[0x9C9B] = data.decode().encode("utf-16-le")
    Image.new("L", (1, 1)).save(out, "JPEG", exif=tags)
    return out.getvalue()


def pdf(data: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj << /Filter /FlateDecode >>\nstream\n" + zlib.compress(data) + b"\nendstream\n"


def pdf_title(data: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj << /Title <FEFF" + data.decode().encode("utf-16-be").hex().upper().encode() + b"> >>"


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "plain": lambda d: d,
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
    "zip behind a member that is packed in another way": beside_unknown,
    "tar.gz": tarred,
    "zip in gzip": lambda d: gzip.compress(zipped(d)),
    "gzip in zip": lambda d: zipped(gzip.compress(d)),
    "base64": lambda d: b"x=" + base64.b64encode(d),
    "base64url": lambda d: base64.urlsafe_b64encode(d).rstrip(b"="),
    "base64 of gzip": lambda d: b'"' + base64.b64encode(gzip.compress(d)) + b'"',
    "base64 in lines": lambda d: base64.encodebytes(d * 3),
    "base64 after a path": lambda d: b"/ab/" + base64.urlsafe_b64encode(d),
    "base64 after a longer path": lambda d: b"/abc/x/" + base64.urlsafe_b64encode(d),
    "letters and marks apart": lambda d: unicodedata.normalize("NFD", d.decode()).encode(),
    "zero-width spaces": lambda d: d.decode().replace("e", "e\u200b").encode(),
    "PDF title, raw": lambda d: b"%PDF-1.7\n1 0 obj << /Title (\xfe\xff" + d.decode().encode("utf-16-be") + b") >>",
    "EXIF in UTF-16": exif,
    "utf-16 LE": lambda d: d.decode().encode("utf-16-le"),
    "utf-16 BE": lambda d: d.decode().encode("utf-16-be"),
    "utf-16 BOM": lambda d: d.decode().encode("utf-16"),
    "percent": lambda d: quote(d.decode()).encode(),
    "entities": lambda d: escape(d.decode()).encode("ascii", "xmlcharrefreplace"),
    "JSON escapes": lambda d: json.dumps(d.decode()).encode(),
    "PNG text": lambda d: png(d, packed=False),
    "PNG packed text": lambda d: png(d, packed=True),
    "JPEG EXIF and comment": jpeg,
    "PDF stream": pdf,
    "PDF title": pdf_title,
    "source map": lambda d: json.dumps({"version": 3, "sources": ["a.js"], "sourcesContent": [d.decode()]}).encode(),
    "gzip cut short": lambda d: gzip.compress(d + bytes(1000))[:-20],
}
BODY = "Pierwsze spotkanie otwiera pytanie o to, co dziś było najtrudniejsze dla zespołu."


@pytest.mark.parametrize("way", sorted(WAYS))
def test_each_packing_is_opened(way: str) -> None:
    assert "phrase" in found("x", WAYS[way](BODY.encode())), way


def test_public_text_alone_is_no_leak() -> None:
    text = "Publiczny tekst o superwizji zespołu. Plan pracy. Karta. Spotkanie otwiera się pytaniem."
    assert found("index.html", text.encode()) == set()
    assert found("sealed/" + "a" * 64 + ".bin", made.site()["sealed/manifest.jws"]) == set()


def test_titles_of_listed_pages_are_public() -> None:
    listed = Source(SOURCE.path, TEXT, SOURCE.title, SOURCE.tags, listed=True)
    assert list(scan({"a.html": SOURCE.title.encode()}, needles([listed], {}, []))) == []


def test_broken_archives_do_no_harm() -> None:
    packed = (
        zipped(b"x")[:40], gzip.compress(b"x")[:9], b"PK\3\4" + bytes(50),
        b"\x78\x9c\xff", lzma.compress(b"x")[:-9], b"BZh91AY", b"\x89PNG\r\n\x1a\n" + bytes(30),
    )  # fmt: skip
    for data in packed:
        assert found("x", data) == set()
