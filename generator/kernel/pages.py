"""What rooms give to the engine: pages that nobody wrote by hand, and finished files."""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .markup import Heading, Html
from .slugs import slugify

_PLAIN = re.compile(r"[A-Za-z0-9._~-]+")


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """A page made from data.

    `path` is the source path it would have in docs_dir ("katalog/praski-kokon/index.md" has the
    URL "katalog/praski-kokon/"). `meta` reaches the templates as page.meta; `template` is one of
    the theme's. `body` is finished HTML without the h1, links relative to the page's own URL.
    """

    path: str
    title: str
    body: Html
    headings: tuple[Heading, ...] = ()
    meta: Mapping[str, object] = field(default_factory=dict)
    template: str = "main.html"

    @property
    def url(self) -> str:
        return page_url(self.path)

    def made(self) -> GeneratedPage:
        return self


@dataclass(frozen=True, slots=True)
class DeferredPage:
    """A generated page that is not made before someone asks for its content, and is not kept then.

    `key` is a digest of everything that the content is made from.
    """

    path: str
    title: str
    key: str
    make: Callable[[], GeneratedPage]
    meta: Mapping[str, object] = field(default_factory=dict)
    template: str = "main.html"

    @property
    def url(self) -> str:
        return page_url(self.path)

    @property
    def body(self) -> Html:
        return self.make().body

    def made(self) -> GeneratedPage:
        return self.make()


MadePage = GeneratedPage | DeferredPage


@dataclass(frozen=True, slots=True)
class PublicFile:
    """Bytes that anyone may read, at a path under the site's root."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SealedFile:
    """Bytes that only access.protect may make: ciphertext, keyring or manifest."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A public file that stands in the site already, as the last build wrote it: SHA-256 and size."""

    path: str
    digest: str
    size: int


@dataclass(frozen=True, slots=True)
class StagedFile:
    """A public file whose bytes wait on the disk at `place`, for the site to take them: SHA-256 and size."""

    path: str
    place: str
    digest: str
    size: int


OutputFile = PublicFile | SealedFile | KeptFile | StagedFile


@functools.lru_cache(1 << 15)
def page_url(source: str) -> str:
    """The URL of a source path, under use_directory_urls: "a/b.md" -> "a/b/", "index.md" -> "".

    A name that an address would have to escape becomes readable: "Łąka i las.en.md" -> "laka-i-las.en/".
    """
    stem = "/".join(_address(name) for name in source.removesuffix(".md").split("/"))
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return f"{folder}/" if folder else ""
    return f"{stem}/"


def _address(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else ".".join(slugify(part) for part in name.split("."))


def relative_url(target: str, base: str) -> str:
    """The way from page URL `base` ("a/b/") to `target` ("c/d/#x"), both from the site's root."""
    path, hash_, anchor = target.partition("#")
    folder = base.rpartition("/")[0]
    way = posixpath.relpath("/" + path, "/" + folder)
    if way == ".":
        way = "./"
    elif path.endswith("/") or not path:
        way += "/"
    return way + hash_ + anchor
