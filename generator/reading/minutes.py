"""How long a page takes to read."""

from __future__ import annotations

from generator.kernel.markup import plain_text

# Silent reading of Polish prose; Brysbaert 2019 has 166 words a minute for Polish, 238 for English.
WORDS_A_MINUTE = 170


def to_read(html: str) -> int:
    """Whole minutes, at least one."""
    return max(1, round(len(plain_text(html).split()) / WORDS_A_MINUTE))
