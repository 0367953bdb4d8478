from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.kernel.slugs import fold, slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Łąka, źródło", "laka-zrodlo"),
        ("Łąka, źródło i Żółw", "laka-zrodlo-i-zolw"),
        ("Grüße & Straße", "grusse-strasse"),
        ("Громада", "hromada"),
        ("???", "sekcja"),
        ("Art. 119 ust. 2", "art-119-ust-2"),
    ],
)
def test_slugs_are_readable(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_ascii_and_stable(text: str) -> None:
    slug = slugify(text)
    assert slug.isascii()
    assert slug
    assert slugify(slug) == slug


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
