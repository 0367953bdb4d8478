"""All rooms' models together, and what they tell each other."""

from .check import anchors_of, check, check_rendered, check_restricted, reviewed
from .made import (
    collected,
    displayed,
    expanded,
    findable,
    named,
    other_names,
    sealed,
    searched,
    source_digest,
    superseded,
)
from .parts import Settings, Site
from .read import model
from .shelves import library

__all__ = [
    "Settings",
    "Site",
    "anchors_of",
    "check",
    "check_rendered",
    "check_restricted",
    "collected",
    "displayed",
    "expanded",
    "findable",
    "library",
    "model",
    "named",
    "other_names",
    "reviewed",
    "sealed",
    "searched",
    "source_digest",
    "superseded",
]
