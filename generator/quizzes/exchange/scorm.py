"""A built page with its quiz as a SCORM 1.2 package: one SCO that reports score, status and a short state."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import unquote, urljoin, urlsplit

from generator.kernel import templates

_ADDRESS = re.compile(r'(?P<name>\s(?:href|src))="(?P<value>[^"#?][^"]*)"')
_MAIN = re.compile(r'<script type="module" src="(?P<base>[^"]*)main\.js"></script>')
_CANONICAL = re.compile(r"<link rel=\"(?:canonical|alternate)\"[^>]*>\s*")
_BODY = re.compile(r"<body\b.*?(<main\b.*?</main>).*</body>", re.DOTALL)
_BREADCRUMBS = re.compile(r'<nav class="sk-path".*?</nav>', re.DOTALL)
_OTHER = re.compile(r' data-component="(?!(?:quizzes|progress)")[^"]*"')
_NEEDED = ("quizzes/", "progress/", "shared/", "i18n/", "main.js", "early.js", "site.css", "mark.svg")

_FRAME = ('<div class="md-container"><div class="md-main"><div class="md-main__inner md-grid">', "</div></div></div>")


def package(
    page: str, site: Mapping[str, bytes], *, id: str, title: str, pass_mark: int, home: str
) -> dict[str, bytes]:
    """Files by path, as in the site. `page` is a path like "moduly/a1/index.html"; links out of it go to `home`.

    The platform has menus, search and settings of its own: of the page only its main part goes along. Without a
    home, a link that leads out of the package is its text.
    """
    html = _CANONICAL.sub("", site[page].decode())
    html = _BODY.sub(lambda m: f"<body>\n{_FRAME[0]}{_BREADCRUMBS.sub('', m[1])}{_FRAME[1]}\n</body>", html)
    html = _OTHER.sub("", html)
    used = {page}

    def address(match: re.Match[str]) -> str:
        raw = match["value"]
        parts = urlsplit(raw)
        if parts.scheme or parts.netloc:
            return match[0]
        target = urljoin(f"/{page}", unquote(parts.path)).lstrip("/")
        if target in site and not target.endswith(".html"):
            used.add(target)
            return match[0]
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        if target in (page, page.removesuffix("index.html")):
            return f' href="{anchor or "#sk-content"}"'
        return f' href="{home.rstrip("/")}/{target}{anchor}" target="_blank" rel="noopener"' if home else ""

    html = _ADDRESS.sub(address, html)
    html = _MAIN.sub(lambda m: f'{m[0]}\n<script type="module" src="{m["base"]}progress/scorm.js"></script>', html)
    files = {path: site[path] for path in sorted(used | _assets(site)) if path != page} | {page: html.encode()}
    values = {"id": id, "title": title, "pass": pass_mark, "start": page, "files": sorted(files)}
    manifest = str(templates.render("generator.quizzes", "scorm-manifest.xml", values)).strip() + "\n"
    return {"imsmanifest.xml": manifest.encode(), **files}


def _assets(site: Mapping[str, bytes]) -> set[str]:
    """The scripts, texts and styles that a page with a quiz may load; nothing that the platform does itself."""
    found: set[str] = set()
    for path in site:
        folder, hash_, rest = path.partition("/")[0], *path.partition("/")[2].partition("/")[::2]
        if folder == "assets" and hash_ and rest.startswith(_NEEDED):
            found.add(path)
    return found
