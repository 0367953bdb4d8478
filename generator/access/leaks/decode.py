"""The layers of a file: itself, what is packed in it, what is spelled in base64, UTF-16, escapes or metadata."""

from __future__ import annotations

import base64
import binascii
import bz2
import io
import json
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

_DEEPEST = 5
_LARGEST = 256 * 1024 * 1024
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}(?:\r?\n[A-Za-z0-9+/_-]+)*={0,2}")
_UTF16 = {
    "utf-16-le": re.compile(rb"(?:[\x09-\xff][\0\1]){16,}"),
    "utf-16-be": re.compile(rb"(?:[\0\1][\x09-\xff]){16,}"),
}
_PDF_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Layer:
    """Some bytes, and the way to them: "a.zip > b.txt > gzip"."""

    where: str
    data: bytes


def layers(path: str, data: bytes) -> Iterator[Layer]:
    """The file and all that can be unpacked from it, each once."""
    seen: set[bytes] = set()
    todo = [(Layer(path, data), 0)]
    while todo:
        layer, depth = todo.pop()
        if layer.data in seen:
            continue
        seen.add(layer.data)
        yield layer
        if depth < _DEEPEST:
            todo += [(Layer(f"{layer.where} > {how}", inner), depth + 1) for how, inner in _inside(layer.data)]


def _inside(data: bytes) -> Iterator[tuple[str, bytes]]:
    yield from _packed(data)
    yield from _png(data)
    if data.startswith(b"%PDF"):
        for number, stream in enumerate(_PDF_STREAM.findall(data)):
            if inflated := _inflated(stream, 15):
                yield f"pdf stream {number}", inflated
        yield from _pdf_hex(data)
    yield from _spelled(data)


def _packed(data: bytes) -> Iterator[tuple[str, bytes]]:
    if data[:2] == b"\x1f\x8b" and (inner := _inflated(data, 31)):
        yield "gzip", inner
    elif data[:1] == b"\x78" and (inner := _inflated(data, 15)):
        yield "zlib", inner
    elif data[:3] == b"BZh":
        yield from _tried("bzip2", bz2.BZ2Decompressor, data)
    elif data[:6] == b"\xfd7zXZ\0":
        yield from _tried("xz", lzma.LZMADecompressor, data)
    elif data[:4] == b"PK\3\4":
        yield from _zip(data)
    elif data[257:262] == b"ustar":
        yield from _tar(data)


def _inflated(data: bytes, bits: int) -> bytes:
    """Also of a stream that is cut or has something behind it."""
    try:
        return zlib.decompressobj(bits).decompress(data, _LARGEST)
    except zlib.error:
        return b""


def _tried(
    how: str, decompressor: type[bz2.BZ2Decompressor] | type[lzma.LZMADecompressor], data: bytes
) -> Iterator[tuple[str, bytes]]:
    try:
        yield how, decompressor().decompress(data, _LARGEST)
    except (OSError, EOFError, lzma.LZMAError):
        return


def _zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            yield "zip names", "\n".join([*box.namelist(), box.comment.decode("latin-1")]).encode()
            for item in box.infolist():
                if item.file_size <= _LARGEST and (found := _member(box, item)):
                    yield item.filename, found
    except (zipfile.BadZipFile, RuntimeError, OSError):
        return


def _member(box: zipfile.ZipFile, item: zipfile.ZipInfo) -> bytes:
    """Nothing, where the member is damaged, locked or packed in a way that zipfile does not know."""
    try:
        return box.read(item)
    except (zipfile.BadZipFile, RuntimeError, zlib.error, lzma.LZMAError, EOFError, OSError):
        return b""


def _tar(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as box:
            for item in box:
                yield "tar name", item.name.encode()
                file = box.extractfile(item) if item.isfile() and item.size <= _LARGEST else None
                if file:
                    yield item.name, file.read()
    except tarfile.TarError:
        return


def _png(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Texts of a PNG's chunks, the compressed ones, too."""
    at = len(_PNG)
    while data.startswith(_PNG) and at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        at += 12 + length
        if kind in (b"zTXt", b"iTXt", b"iCCP") and (start := body.find(b"\x78")) >= 0:
            while start >= 0:
                if inner := _inflated(body[start:], 15):
                    yield f"png {kind.decode()}", inner
                    break
                start = body.find(b"\x78", start + 1)


_PDF_HEX = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")


def _pdf_hex(data: bytes) -> Iterator[tuple[str, bytes]]:
    for found in _PDF_HEX.findall(data):
        digits = b"".join(found.split())
        yield "pdf hex", binascii.unhexlify(digits[: len(digits) // 2 * 2])


def _spelled(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Other spellings of text: base64, UTF-16, JSON and source maps. `readable` takes care of HTML's and URLs'."""
    for found in _BASE64.findall(data):
        for inner in _decoded(found):
            yield "base64", inner
    for name in ("utf-16-le", "utf-16-be"):
        zeros = data[1::2] if name.endswith("le") else data[::2]
        if len(data) >= 8 and zeros.count(0) * 3 > len(zeros):
            yield name, data[: len(data) // 2 * 2].decode(name, "ignore").encode()
    if b"\0" in data:
        # Metadata of pictures and PDFs: single texts among other bytes.
        for name, rule in _UTF16.items():
            for run in rule.findall(data):
                yield name, run.decode(name, "ignore").encode()
    if b"\0" in data[:1000]:
        return
    text = data.decode("utf-8", "ignore")
    if "\\u" in text or "\\x" in text:
        yield "escapes", _unescaped(text).encode("utf-8", "ignore")
    if text.lstrip()[:1] == "{" and '"sourcesContent"' in text:
        yield from _source_map(text)


def readable(text: str) -> str:
    """Percent signs and entities spelled out; all other letters stay, so nothing is hidden by it."""
    if "%" in text:
        text = unquote(text)
    return unescape(text) if "&" in text else text


def _decoded(found: bytes) -> Iterator[bytes]:
    """From the first letter on; and where text comes out, from the next three: a path may stand before it."""
    whole = found.translate(_URL_SAFE, b"=\r\n")
    for start in range(4):
        body = whole[start:]
        body = body[: len(body) - (len(body) % 4 == 1)]
        inner = base64.b64decode(body + b"=" * (-len(body) % 4))
        if start == 0 or _is_text(inner):
            yield inner


_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def _is_text(data: bytes) -> bool:
    """Mostly plain letters: of random bytes it would be two in five."""
    return len(data.translate(None, _PLAIN)) * 10 < len(data) * 3


_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\r\n"


_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), text)


def _source_map(text: str) -> Iterator[tuple[str, bytes]]:
    try:
        value = json.loads(text)
    except ValueError:
        return
    for part in (value.get("sourcesContent") or []) + (value.get("sources") or []):
        if isinstance(part, str):
            yield "source map", part.encode()
