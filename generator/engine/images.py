"""Sizes of images, so that a page keeps its layout while they load."""

from __future__ import annotations

import functools
import io
import re

from generator.kernel.library import Shelf
from generator.kernel.sources import Sources

_VIEWBOX = re.compile(rb'<svg[^>]*\sviewBox="\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"')


def image_sizes(sources: Sources, docs: str) -> Shelf:
    """A shelf: path in the content folder -> [width, height] in CSS pixels, or None."""

    @functools.cache
    def size(path: str) -> tuple[int, int] | None:
        source = sources.get(f"{docs}/{path}")
        return measure(source.load(), path) if source else None

    return size


def measure(data: bytes, path: str) -> tuple[int, int] | None:
    if path.endswith(".svg"):
        match = _VIEWBOX.search(data)
        return (round(float(match[1])), round(float(match[2]))) if match else None
    if not path.endswith((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")):
        return None
    from PIL import Image  # most pages show drawings, whose size is text

    try:
        with Image.open(io.BytesIO(data)) as image:
            return image.size
    except (OSError, ValueError):
        return None
