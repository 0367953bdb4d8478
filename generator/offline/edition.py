"""A built site to a folder that works from a disk."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
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
_MAIN = re.compile(r'<script type="module" src="([^"]*/)?(assets/[^"/]+/)main\.js"></script>')
_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(?=")')
_DATA = (".json", ".bin")


def edition(files: Mapping[str, bytes], sealed: str) -> dict[str, bytes]:
    """`files` of a site; those under `sealed` stay behind, as do those only a server needs."""
    kept = {p: d for p, d in files.items() if not p.startswith(sealed) and p not in _LEFT_OUT}
    assets = next((p.removesuffix("main.js") for p in kept if re.fullmatch(r"assets/[^/]+/main\.js", p)), None)
    modules = {p.removeprefix(assets): d.decode() for p, d in kept.items() if assets and _is_module(p, assets)}
    data = {p: d for p, d in kept.items() if p.endswith(_DATA) and "/api/" not in p}
    found = {p: _page(d.decode()).encode() if p.endswith(".html") else d for p, d in kept.items()}
    for path in (*modules, "worker.js", "worker-off.js"):
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


def _page(html: str) -> str:
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
