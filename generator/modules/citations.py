"""[@UPS, art. 119] after a fact: a numbered link to the page's list of sources, close to the word before it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor

from generator.i18n.messages import Messages
from generator.kernel.slugs import slugify

from .links import RESOLVED
from .visit import Visit

_ONE = r"\[@([^\],\s]+)(?:,\s*([^\]]*))?\]"
_PLAIN = r"\[@[^\],\s]+(?:,\s*[^\]]*)?\]"
PATTERN = rf"[ \t]*({_PLAIN}(?:[ \t]*{_PLAIN})*)"


def anchor(source: str) -> str:
    """The id of a source in the page's list."""
    return f"zrodlo-{slugify(source)}"


class Citations(InlineProcessor):
    visit: Visit

    def handleMatch(self, match: re.Match[str], data: str) -> tuple[Element | str, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element("sup", {"class": "sk-cite"})
        for one in re.finditer(_ONE, match[1]):
            link = self._link(one)
            if link is None:
                return match[0], match.start(0), match.end(0)
            if len(element):
                element[-1].tail = ", "
            element.append(link)
        return element, match.start(0), match.end(0)

    def _link(self, match: re.Match[str]) -> Element | None:
        source, locator = match[1], match[2]
        ids = [str(entry.get("id")) for entry in self.visit.front.get("sources", ()) if isinstance(entry, dict)]
        if source not in ids:
            self.visit.report("M021", self.visit.locate(match[0]), id=source)
            return None
        number = ids.index(source) + 1
        messages = Messages(self.visit.language, "modules")
        label = messages("cite", number=number) if not locator else messages("cite_at", number=number, place=locator)
        link = Element("a", {"href": f"{RESOLVED}#{anchor(source)}", "aria-label": label})
        link.text = str(number)
        return link
