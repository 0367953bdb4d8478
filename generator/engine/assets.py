"""Scripts, styles and icons of the package, published under one content hash.

One hash for the whole tree keeps relative imports between modules as they are in the source.
"""

from __future__ import annotations

import functools
import hashlib
import marshal
import re
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from generator.i18n import messages
from generator.kernel import digest
from generator.kernel.pages import PublicFile
from generator.kernel.scripts import IMPORT, lean, resolved
from generator.reading import stylesheet

_HOLE = re.compile(r"\$\{[^{}`]*\}")
_TEMPLATE = re.compile(rf"`((?:[\w.-]|{_HOLE.pattern})+)`")
_TYPES = (".js", ".css", ".svg", ".json", ".png", ".ico", ".webmanifest")


@functools.cache
def prefix() -> str:
    """The folder of all assets, from the site's root, with its slash."""
    listing = digest.canonical_json([[path, digest.sha256(data)] for path, data in _tree()])
    return f"assets/{digest.short(listing)}/"


def files() -> tuple[PublicFile, ...]:
    return tuple(PublicFile(prefix() + path, data) for path, data in _tree())


def worker(*, offline: bool) -> bytes:
    """The service worker's file, which has to lie at the site's root; without `offline` it takes itself away."""
    sources = dict(_tree())
    if not offline:
        return sources["worker-off.js"]
    return f'globalThis.ASSETS = "{prefix()}";\n'.encode() + sources["worker.js"]


@functools.cache
def stylesheets() -> frozenset[str]:
    """The components that have a stylesheet of their own."""
    return frozenset(path.rpartition("/")[0] for path, _ in _tree() if path.endswith(".css") and path.count("/") == 1)


@functools.cache
def imported(rooms: tuple[tuple[str, str], ...] = ()) -> tuple[str, ...]:
    """Modules that a page needs at once, so that a browser asks for all of them in one go and not wave by wave.

    Every page has its own controls; `rooms` are a component and its view, where the view has a module.
    """
    sources = dict(_tree())
    waiting = ["main.js", "theme/mount.js", *(["shared/messages.js"] if rooms else ())]
    waiting += [f"{room}/{name}.js" for room, view in rooms for name in ("mount", view)]
    found: list[str] = []
    for path in waiting:
        if path in sources and path not in found:
            found.append(path)
            waiting += [resolved(address, path) for _, address in IMPORT.findall(sources[path].decode())]
    return tuple(path for path in found if path != "main.js")


def keep(file: Path, key: str) -> None:
    """Take the tree from a file that an earlier process of the same software (`key`) left there, or leave one.

    Called before anything else of this module is; a damaged file is not there.
    """
    if _known or _tree.cache_info().currsize:
        return
    try:
        raw = file.read_bytes()
        if hashlib.sha256(raw[32:] + key.encode()).digest() == raw[:32]:
            _known.extend(marshal.loads(raw[32:]))  # noqa: S302
            return
    except (OSError, ValueError, EOFError, TypeError):
        pass
    body = marshal.dumps(_tree())
    try:
        part = file.with_suffix(".part")
        part.write_bytes(hashlib.sha256(body + key.encode()).digest() + body)
        part.replace(file)
    except OSError:
        return  # the next build makes it again


_known: list[tuple[str, bytes]] = []


@functools.cache
def _tree() -> tuple[tuple[str, bytes], ...]:
    return tuple(_known) or _made()


def _made() -> tuple[tuple[str, bytes], ...]:
    browser = [i for i in _below(resources.files("generator").joinpath("browser"), "") if i[0].endswith(_TYPES)]
    published = [(path, _published(path, data)) for path, data in browser]
    rooms = frozenset(path.partition("/")[0] for path, _ in browser if "/" in path)
    scripts = "\n".join(data.decode() for path, data in published if path.endswith(".js"))
    return tuple(sorted([*published, ("site.css", _site_css().encode()), *_messages(rooms, scripts)]))


def _published(path: str, data: bytes) -> bytes:
    """What a browser has use for; programs and rules stay what they are."""
    if path.endswith(".css"):
        return stylesheet.minified(data.decode()).encode()
    return lean(data.decode()).encode() if path.endswith(".js") else data


def _messages(rooms: frozenset[str], scripts: str) -> list[tuple[str, bytes]]:
    """Those texts of rooms with scripts that the scripts name: i18n/<language>/<room>.json."""
    return [
        (f"i18n/{language}/{room}.json", digest.canonical_json(_named(language, room, scripts)).encode())
        for language in messages.LANGUAGES
        for room in messages.rooms("messages", "pl")
        if room in rooms
    ]


def _named(language: str, room: str, scripts: str) -> dict[str, messages.Message]:
    """What pages alone say stays out: of 480 texts of the catalogue its scripts need a quarter.

    A script names a text by its key in quotes, or by a template with some of the key: `sort.${order}`.
    """
    found = messages.complete(language, room).items()
    return {key: message for key, message in found if _is_named(key, scripts)}


@functools.cache  # the languages have their keys in common
def _is_named(key: str, scripts: str) -> bool:
    return f'"{key}"' in scripts or _made_keys(scripts).fullmatch(key) is not None


@functools.cache
def _made_keys(scripts: str) -> re.Pattern[str]:
    """The keys that templates in scripts can make; a template of holes alone says nothing of them."""
    parts = (_HOLE.split(template) for template in sorted(set(_TEMPLATE.findall(scripts))))
    patterns = (".+".join(map(re.escape, some)) for some in parts if len(some) > 1 and len("".join(some)) >= 3)
    return re.compile("|".join(patterns))


def _site_css() -> str:
    """Material's stylesheet cut to what our pages hold, then ours."""
    package = resources.files("generator")
    sheets = resources.files("material").joinpath("templates/assets/stylesheets")
    material = [f.read_text("utf-8") for f in sheets.iterdir() if re.fullmatch(r"main\.[0-9a-f]+\.min\.css", f.name)]
    ours = sorted(_below(package.joinpath("reading/css"), ""))
    templates = [data.decode() for path, data in _below(package.joinpath("theme"), "") if path.endswith(".html")]
    known = stylesheet.Known(stylesheet.MARKDOWN_CLASSES | stylesheet.words(templates))
    return stylesheet.joined(material, [data.decode() for _, data in ours], known)


def _below(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _below(item, f"{prefix}{item.name}/")
        else:
            found.append((prefix + item.name, item.read_bytes()))
    return found
