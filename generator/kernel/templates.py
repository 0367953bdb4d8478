"""Jinja for the rooms: escaped by default, and a missing value is an error, never an empty string."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from .markup import Html

_PLAIN = (".md", ".yml", ".txt", ".csv")


def _is_html(name: str | None) -> bool:
    return name is None or not name.endswith(_PLAIN)


@functools.cache
def environment(package: str) -> Environment:
    """The templates of one room: environment("generator.quizzes") reads quizzes/templates/."""
    return Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=_is_html,  # noqa: S701 -- only our plain-text models are not escaped
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=False,
    )


def render(package: str, template: str, values: Mapping[str, Any]) -> Html:
    return Html(environment(package).get_template(template).render(values))
