"""A built site to a folder that works from a disk."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from html import escape
from importlib import resources
from urllib.parse import urlsplit

from generator.kernel.digest import canonical_json

from . import scripts

POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: data: blob:; "
    "connect-src 'none'; form-action 'self' file: mailto:; base-uri 'none'"
)
_LEFT_OUT = ("404.html", "sitemap.xml", "_headers", ".htaccess", "sw.js")
_ADDRESS = re.compile(r'(<[a-z][^>]*?\s(?:href|action)=")([^"]*)(?=")')
_AHEAD = re.compile(r'\s*<link rel="modulepreload"[^>]*>')
_MAIN = re.compile(r'<script type="module" src="([^"]*/)?(assets/[^"/]+/)main\.js"></script>')
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(?=")')
_UNLOCK = re.compile(r'<div data-component="access" data-access="unlock"')
_DATA = (".json", ".bin")
_SHARDS, _ONLINE = "search/shards.js", "search/online.js"
"""Where search gets its index from: in this edition single.js, which leans on what it replaces."""


def edition(files: Mapping[str, bytes], sealed: str, index: Mapping[str, bytes], notice: str) -> dict[str, bytes]:
    """`files` of a site; those under `sealed` stay behind, as do those only a server needs.

    `index` is the search index in one file, by its path; it takes the place of the shards in the same folder.
    `notice` is what the page that opens tokens says beforehand: here is nothing to open.
    """
    shards = {f"{path.rpartition('/')[0]}/" for path in index}
    kept = {p: d for p, d in files.items() if not p.startswith((sealed, *shards))}
    kept = {p: d for p, d in kept.items() if p not in _LEFT_OUT}
    assets = next((p.removesuffix("main.js") for p in kept if re.fullmatch(r"assets/[^/]+/main\.js", p)), None)
    modules = {p.removeprefix(assets): d.decode() for p, d in kept.items() if assets and _is_module(p, assets)}
    if _SHARDS in modules:
        modules[_ONLINE] = modules[_SHARDS]
        modules[_SHARDS] = resources.files(__package__).joinpath("single.js").read_text("utf-8")
    data = {p: d for p, d in kept.items() if p.endswith(_DATA) and "/api/" not in p} | dict(index)
    found = {p: _page(d.decode(), notice).encode() if p.endswith(".html") else d for p, d in kept.items()}
    for path in (*modules.keys() - {_ONLINE}, "worker.js", "worker-off.js"):
        found.pop(f"{assets}{path}", None)
    if assets and modules:
        start = resources.files(__package__).joinpath("start.js").read_text("utf-8")
        found[f"{assets}offline.js"] = scripts.joined(modules, start, "main.js").encode()
        content = canonical_json({path: base64.b64encode(d).decode() for path, d in data.items()})
        found[f"{assets}offline-data.js"] = f"globalThis.szkolaFiles = {content};\n".encode()
    return {path: found[path] for path in sorted(found)}


def _is_module(path: str, assets: str) -> bool:
    name = path.removeprefix(assets)
    return path.startswith(assets) and path.endswith(".js") and name not in ("early.js", "worker.js", "worker-off.js")


def _page(html: str, notice: str) -> str:
    html = _AHEAD.sub("", html)
    html = _UNLOCK.sub(lambda m: f'<p class="sk-notice">{escape(notice)}</p>\n{m[0]}', html)
    html = _MAIN.sub(lambda m: f'<script defer src="{m[1] or ""}{m[2]}offline.js"></script>', html)
    html = _POLICY.sub(lambda m: m[1] + POLICY, html)
    return _ADDRESS.sub(lambda m: m[1] + to_file(m[2]), html)


def to_file(address: str) -> str:
    """A relative address of a folder, as that of the page in it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return address
    path, rest = parts.path, address[len(parts.path) :]
    if path.rpartition("/")[2] in (".", ".."):
        path += "/"
    return f"{path}index.html{rest}" if path.endswith("/") else address
