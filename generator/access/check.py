"""Mistakes that would publish restricted material, or lead a reader to a locked door."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from generator.kernel import svg
from generator.kernel.problems import Location, Problem, warning
from generator.kernel.sanitise import FILE_TYPES, media_type
from generator.kernel.yaml import Document

from . import blocks, links
from .frame import LARGEST
from .keys import EpochKeys
from .model import RestrictedPage, Roles
from .slots import Keyring


def public_page(path: str, markdown: str, *, first_line: int = 1) -> Iterator[Problem]:
    """A public page may place a section, but neither include nor link restricted material."""
    for line, kind in blocks.restricted_mentions(markdown):
        yield Problem("A005" if kind == "snippet" else "A006", Location(path, line + first_line - 1))


def public_meta(document: Document) -> Iterator[Problem]:
    """`access:` in a page under docs_dir: the page would be public whatever it says."""
    if isinstance(document.value, Mapping):
        for key in ("access", "visibility"):
            if key in document.value:
                yield Problem("A004", document.key_at(key), {"key": key})


def placements(places: Sequence[tuple[Location, str]], hidden: Collection[str]) -> Iterator[Problem]:
    """Sections placed in public pages: listed, and each in one place. A missing one is told where it renders."""
    first: dict[str, Location] = {}
    for at, file in places:
        if file in hidden:
            yield Problem("A007", at, {"file": file})
        elif file in first:
            yield Problem("A009", at, {"file": file, "first": str(first[file])})
        else:
            first[file] = at


def restricted_links(pages: Sequence[RestrictedPage], files: Collection[str]) -> Iterator[Problem]:
    """Links between restricted texts: the target is there, and everybody who sees the link may know of it."""
    known = {p.source: p for p in pages}
    for page in pages:
        for source, _ in links.targets(page.html):
            target = known.get(source)
            if target is None and source not in files:
                yield Problem("A010", Location(page.source), {"target": source})
            elif target and target.visibility == "hidden" and not set(page.roles) <= set(target.roles):
                more = ", ".join(sorted(set(page.roles) - set(target.roles)))
                yield Problem("A011", Location(page.source), {"target": source, "roles": more})


def file_types(paths: Iterable[str]) -> Iterator[Problem]:
    """Only listed types are copied to the site."""
    for path in sorted(paths):
        if media_type(path) is None:
            yield Problem("A012", Location(path), {"known": ", ".join(sorted(FILE_TYPES))})


def drawing(path: str, data: bytes) -> Iterator[Problem]:
    if found := sorted(set(svg.active_parts(data))):
        yield Problem("A013", Location(path), {"parts": ", ".join(found[:5])})


def attachment_size(path: str, size: int) -> Iterator[Problem]:
    if size > LARGEST:
        yield Problem("A014", Location(path), {"size": str(size // 1024 // 1024)})


def keys(
    epoch: EpochKeys | None, ring: Keyring | None, roles: Roles, *, site_url: str, at: Location, required: bool
) -> Iterator[Problem]:
    """Keys that do not fit the site stop it; a site without keys is a public one, said loudly."""
    if epoch is None:
        yield Problem("A015", at) if required else warning("A016", at)
        return
    if ring is None or (ring.site, ring.epoch, ring.roles) != (epoch.site, epoch.epoch, epoch.role_ids):
        yield Problem("A017", at)
    if epoch.role_ids != roles.ids:
        yield Problem("A018", at, {"keys": ", ".join(epoch.role_ids), "roles": ", ".join(roles.ids)})
    if not epoch.demo and epoch.site != roles.site:
        yield Problem("A019", at, {"keys": epoch.site, "site": roles.site})
    if epoch.demo and public_address(site_url):
        yield Problem("A020", at, {"url": site_url})
    if urlsplit(site_url).path.strip("/"):
        yield warning("A021", at, {"url": site_url})


_PRIVATE_HOSTS = {"", "localhost", "127.0.0.1", "::1"}
_RESERVED = (".localhost", ".test", ".example", ".invalid")


def public_address(site_url: str) -> bool:
    """Whether others could open the site there: anything but this machine and names that never resolve."""
    host = (urlsplit(site_url).hostname or "").rstrip(".")
    return not (host in _PRIVATE_HOSTS or f".{host}".endswith(_RESERVED))
