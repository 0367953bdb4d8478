"""Fixed keys, tokens and pages that the tests of this room share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from generator.access import keys, protect, signed, slots, token
from generator.access.model import Attachment, Place, RestrictedPage, Role, Roles, Rule
from generator.kernel.markup import Heading, Html

NOW = 1_800_000_000
PASSPHRASE = "bado keri mona tuse wapi"
ROLES = Roles(
    "szkola",
    (
        Role("trainee", "Osoba ucząca się", bearer=True, max_days=90),
        Role("trainer", "Trenerka lub trener"),
        Role("supervisor", "Superwizorka lub superwizor"),
        Role("partner", "Instytucja partnerska"),
    ),
    {"przewodnik": Rule(("trainer",), "listed"), "przewodnik/ukryte": Rule(("supervisor",))},
)


def secret(name: str) -> bytes:
    return hashlib.sha256(f"test {name}".encode()).digest()


TOKEN_SEED, MANIFEST_SEED = secret("token seed"), secret("manifest seed")
TOKEN_KEY = signed.public_key(TOKEN_SEED)


def epoch(number: int = 1, *, seq: int = 7, master: str = "master", roles: Roles = ROLES) -> keys.EpochKeys:
    return keys.epoch_keys(
        secret(master), roles.ids,
        site="szkola", epoch=number, seq=seq, expires=NOW + 30 * token.DAY, manifest_seed=MANIFEST_SEED,
        next_manifest=signed.public_key(secret("next")), token_keys=(TOKEN_KEY,),
    )  # fmt: skip


def made_token(*roles: str, name: str = "anna", passphrase: str | None = None) -> token.Token:
    held = secret(f"holder {name}")
    hk = token.bearer(held) if passphrase is None else token.locked(held, passphrase, salt=secret("salt")[:16])
    return token.Token(
        "szkola", NOW + 80 * token.DAY, hk, NOW, name.ljust(16, "a")[:16], tuple(sorted(roles)), f"h-{name}"
    )


def written_token(*roles: str, name: str = "anna", passphrase: str | None = None) -> str:
    return token.issue(made_token(*roles, name=name, passphrase=passphrase), seed=TOKEN_SEED)


def ring(epoch_keys: keys.EpochKeys, **holders: tuple[str, ...]) -> slots.Keyring:
    return slots.keyring([(secret(f"holder {name}"), roles) for name, roles in holders.items()], epoch_keys)


LISTED = RestrictedPage(
    "przewodnik/a1-notatki.md", ("trainer",), "listed", Place("przewodnik/a1-notatki/"), "Notatki do A1",
    Html('<h2 id="plan">Plan</h2><p>Zażółć <img src="restricted:przewodnik/plan.png" alt="Plan"></p>'),
    (Heading(2, "plan", "Plan"),), ("szkolenia",),
)  # fmt: skip
HIDDEN = RestrictedPage(
    "superwizja/karta.md", ("supervisor",), "hidden", None, "Karta superwizji",
    Html(
        '<p><a href="restricted:superwizja/karta.pdf">Karta</a> '
        '<a href="restricted:przewodnik/a1-notatki.md#plan">A1</a></p>'
    ),
)  # fmt: skip
SECTION = RestrictedPage(
    "sekcje/a1.md",
    ("supervisor", "trainer"),
    "listed",
    Place("moduly/a1/", "szk-1"),
    "Dla trenera",
    Html("<p>Sekcja</p>"),
)
PAGES = (LISTED, HIDDEN, SECTION)
FILES = (
    Attachment("przewodnik/plan.png", "image/png", b"\x89PNG" + bytes(5000)),
    Attachment("superwizja/karta.pdf", "application/pdf", b"%PDF-1.7 " + bytes(range(256)) * 9000),
)


Holders = Mapping[str, tuple[str, ...]]


def site(
    pages: tuple[RestrictedPage, ...] = PAGES, number: int = 1, *, holders: Holders | None = None
) -> dict[str, bytes]:
    """The sealed folder, path to bytes."""
    epoch_keys = epoch(number)
    holders = holders or {"anna": ("supervisor", "trainer"), "ewa": ("trainee",)}
    sealed = protect.protect(pages, FILES, ROLES, epoch_keys, ring(epoch_keys, **holders))
    return {f.path: f.data for f in sealed}
